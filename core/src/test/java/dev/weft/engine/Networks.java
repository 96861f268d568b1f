package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Adam;
import dev.weft.model.Add;
import dev.weft.model.AlphaDropout;
import dev.weft.model.Average;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Clipping;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Cropping2D;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GaussianDropout;
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Input;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Maximum;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Nadam;
import dev.weft.model.NoiseShape;
import dev.weft.model.Normalization;
import dev.weft.model.Optimizer;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.RMSprop;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SGD;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Sequential;
import dev.weft.model.Sides;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.Subtract;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Networks that have every op between them, large enough that each op's work is shared.
 *
 * @param batch what the network is trained on at once
 */
record Networks(Graph network, Loss loss, Optimizer optimizer, int batch) {
  static List<Networks> all() {
    return List.of(
        convolutional(),
        convolutions(),
        winograd(),
        pooled(),
        dense(),
        functions(),
        shapes(),
        branches(),
        branched(),
        residual());
  }

  static Networks convolutional() {
    Graph network =
        Sequential.of(
            Input.of(13, 12, 3),
            Conv2D.of(9, 3).padding(Padding.SAME).useBias(false),
            BatchNormalization.of(),
            ReLU.of(),
            MaxPooling2D.of(3, 2).padding(Padding.SAME),
            PReLU.of().sharedAxes(1, 2),
            Conv2D.of(20, 3).strides(2).padding(Padding.SAME).activation(Activation.TANH),
            AveragePooling2D.of(2, 1),
            Dropout.of(0.3),
            Conv2D.of(33, 2).activation(Activation.SELU),
            Flatten.of(),
            Dense.of(40).kernelRegularizer(new Regularizer.L1L2(1e-4, 1e-3)),
            Dense.of(10).activation(Activation.SOFTMAX));
    return new Networks(
        network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of().clipping(Clipping.byGlobalNorm(1)), 70);
  }

  /** Grouped, depthwise, separable, dilated and transposed convolutions, and one of 1x1. */
  static Networks convolutions() {
    Graph network =
        Sequential.of(
            Input.of(13, 12, 4),
            Conv2D.of(20, 3).groups(2).padding(Padding.SAME),
            DepthwiseConv2D.of(3).depthMultiplier(2).strides(2).padding(Padding.SAME).activation(Activation.TANH),
            SeparableConv2D.of(17, 3).dilationRate(2).padding(Padding.SAME).activation(Activation.RELU),
            Conv2D.of(18, 2).dilationRate(2),
            Conv2DTranspose.of(9, 3).strides(2).padding(Padding.SAME).activation(Activation.ELU),
            Conv2D.of(5, 1),
            GlobalAveragePooling2D.of(),
            Dense.of(10).activation(Activation.SOFTMAX));
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 30);
  }

  /** Convolutions by Winograd's transforms with tiles of 4, 3, 4 and 2 outputs. */
  static Networks winograd() {
    Graph network =
        Sequential.of(
            Input.of(8, 7, 20),
            Conv2D.of(26, 3).padding(Padding.SAME).activation(Activation.RELU),
            Conv2D.of(24, 3).useBias(false),
            Conv2D.of(29, 3).activation(Activation.TANH),
            Conv2D.of(33, 3),
            Flatten.of(),
            Dense.of(10).activation(Activation.SOFTMAX));
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 30);
  }

  /** A first convolution of one channel with its pooling, and a dense layer with more units than a batch has images. */
  static Networks pooled() {
    Graph network =
        Sequential.of(
            Input.of(14, 11, 1),
            Conv2D.of(32, 3).padding(Padding.SAME).activation(Activation.RELU),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dense.of(70).activation(Activation.RELU).kernelRegularizer(new Regularizer.L1L2(1e-4, 1e-3)),
            Dense.of(10).activation(Activation.SOFTMAX));
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 30);
  }

  static Networks dense() {
    Graph network =
        Sequential.of(
            Input.of(12, 12, 1),
            Dense.of(3).activation(Activation.RELU),
            Flatten.of(),
            Dense.of(130).activation(Activation.SIGMOID),
            BatchNormalization.of(),
            Dropout.of(0.2),
            Dense.of(70).activation(Activation.ELU),
            PReLU.of(),
            Dense.of(7),
            Softmax.of());
    return new Networks(network, new Loss.CategoricalCrossentropy(false, 0.1), Nadam.of(), 150);
  }

  static Networks functions() {
    Graph network =
        Sequential.of(
            Input.of(11, 11, 2),
            Conv2D.of(12, 2),
            ActivationLayer.of(Activation.GELU),
            ActivationLayer.of(Activation.SILU),
            Conv2D.of(12, 2),
            ActivationLayer.of(Activation.SOFTPLUS),
            new ReLU(2, 0.1, 0.1),
            LeakyReLU.of(),
            Conv2D.of(12, 2),
            ELU.of(),
            ActivationLayer.of(Activation.SOFTMAX),
            GlobalAveragePooling2D.of(),
            Dense.of(1).activation(Activation.SIGMOID));
    RMSprop rmsprop = RMSprop.of().centered(true).momentum(0.5).clipping(Clipping.byNorm(0.5));
    return new Networks(network, Loss.BINARY_CROSSENTROPY, rmsprop, 40);
  }

  /** Layers that scale, move or disturb what enters them. */
  static Networks shapes() {
    Graph network =
        Sequential.of(
            Input.of(192),
            Rescaling.of(2, -1),
            Reshape.of(12, 8, -1),
            Normalization.of(0.5, 4),
            Conv2D.of(20, 2),
            GaussianNoise.of(0.1),
            ZeroPadding2D.of(),
            Permute.of(2, 1, 3),
            SpatialDropout2D.of(0.2),
            Cropping2D.of(new Sides(1, 0, 2, 1)),
            Conv2D.of(12, 3).activation(Activation.SELU),
            AlphaDropout.of(0.1),
            Normalization.of(),
            GlobalMaxPooling2D.of(),
            GaussianDropout.of(0.1),
            Dense.of(5).activation(Activation.SOFTMAX));
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 40);
  }

  /** Residual connections, a convolution and a normalization that are called twice, a dropout of each call's own. */
  static Networks branches() {
    Value stem = Value.input(9, 10, 3).then(Conv2D.of(8, 3).padding(Padding.SAME).useBias(false));
    Value norm = stem.then("norm", BatchNormalization.of()).then(ReLU.of());
    Conv2D shared = Conv2D.of(8, 3).padding(Padding.SAME);
    Value first = norm.then("shared", shared).then("norm", BatchNormalization.of()).then("drop", Dropout.of(0.2));
    Value second = first.then(Add.of(), stem).then(ReLU.of()).then("shared", shared).then("drop", Dropout.of(0.2));
    Value sum = second.then(Add.of(), first, stem.then(new GlobalAveragePooling2D(true)));
    Value last = sum.then(Flatten.of()).then(Dense.of(40)).then(Dense.of(40).activation(Activation.TANH));
    Graph network = last.then(Dense.of(5).activation(Activation.SOFTMAX)).toGraph("branches");
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 40);
  }

  /**
   * Batch normalization with what is fused with it, between convolutions that do its passes; one of them, with fewer
   * filters than channels, by groups of images.
   */
  static Networks residual() {
    Conv2D conv = Conv2D.of(18, 3).padding(Padding.SAME).useBias(false);
    Value first = Value.input(10, 9, 1).then(conv).then(BatchNormalization.of()).then(ReLU.of());
    Value second = first.then(conv).then(BatchNormalization.of()).then(ActivationLayer.of(Activation.SILU)).then(conv);
    Value sum = second.then(BatchNormalization.of()).then(Add.of(), first).then(ReLU.of());
    Value fewer = sum.then(Conv2D.of(14, 3).padding(Padding.SAME)).then(BatchNormalization.of()).then(ReLU.of());
    Value pooled =
        fewer.then(Conv2D.of(7, 3)).then(BatchNormalization.of()).then(LeakyReLU.of()).then(MaxPooling2D.of(2));
    Value last = pooled.then(Conv2D.of(20, 2)).then(BatchNormalization.of()).then(AveragePooling2D.of(2));
    Graph network = last.then(Flatten.of()).then(Dense.of(5).activation(Activation.SOFTMAX)).toGraph("residual");
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 40);
  }

  /** Layers of several inputs, and those that normalize, make larger, gate or drop what enters them. */
  static Networks branched() {
    Value stem = Value.input(9, 8, 3).then(Conv2D.of(18, 3).padding(Padding.SAME));
    Value normalized = stem.then(LayerNormalization.of()).then(ActivationLayer.of(Activation.GELU));
    Value grouped =
        stem.then(GroupNormalization.of().groups(3))
            .then(ActivationLayer.of(Activation.MISH))
            .then(Dropout.of(0.2).noiseShape(NoiseShape.perSample(1, 1, 1)));
    Value rows = stem.then(LayerNormalization.of().axis(1, 3)).then(ActivationLayer.of(Activation.HARD_SILU));
    Value gate =
        normalized
            .then(new GlobalAveragePooling2D(true))
            .then(Dense.of(200).activation(Activation.HARD_SIGMOID))
            .then(Dense.of(18));
    Value merged =
        normalized
            .then(Multiply.of(), gate)
            .then(Add.of(), grouped, rows.then(new LayerScale(0.5, 18)))
            .then(Average.of(), stem.then(RMSNormalization.of()))
            .then(Maximum.of(), gate)
            .then(Minimum.of(), rows.then(UnitNormalization.of()))
            .then(Subtract.of(), normalized)
            .then(CustomScaleLayer.of(0.3), rows);
    Value small = merged.then(Resizing.of(5, 4)).then(StochasticDepth.of(0.1));
    Value large = merged.then(UpSampling2D.of()).then(MaxPooling2D.of(4)).then(Resizing.of(5, 4).antialias(true));
    Graph network =
        small
            .then(Concatenate.of(), large)
            .then(Softmax.of().axis(1, 2))
            .then(Dense.of(6))
            .then(ActivationLayer.of(Activation.SPARSEMAX))
            .then(Flatten.of())
            .then(Dense.of(5).activation(Activation.SOFTMAX))
            .toGraph("branched");
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 16);
  }

  /** A training of this network from its first weights, always the same. */
  final class Training {
    final List<Variable> variables = Variable.of(network, 5);
    final OptimizerState state = OptimizerState.of(optimizer, variables);
    final int[] labels = new SplittableRandom(7).ints(batch, 0, Math.max(2, network.output().elements())).toArray();
    final Program program;

    Training(WorkerPool workers) {
      this(workers, Buffers.shared(batch));
    }

    Training(WorkerPool workers, Buffers buffers) {
      program = Program.training(network, variables, loss, optimizer, state, buffers, 3, workers);
      SplittableRandom random = new SplittableRandom(6);
      for (int i = 0; i < batch * program.inputFeatures(); i++) {
        program.input()[i] = (float) random.nextDouble();
      }
    }

    double step() {
      return program.step(batch, labels, null, 1e-3);
    }

    /** All that training changes. */
    List<float[]> numbers() {
      List<float[]> numbers = new ArrayList<>();
      variables.forEach(variable -> numbers.add(variable.values()));
      state.slots().forEach(slot -> numbers.add(slot.values()));
      return numbers;
    }
  }

  Networks with(Optimizer optimizer) {
    return new Networks(network, loss, optimizer, batch);
  }

  static Networks plain() {
    return dense().with(SGD.of());
  }

  @Override
  public String toString() {
    return network.nodes().getFirst().layer().kind() + " ... " + loss;
  }
}
