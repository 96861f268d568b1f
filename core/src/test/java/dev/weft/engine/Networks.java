package dev.weft.engine;

import dev.weft.nn.Activation;
import dev.weft.nn.ActivationLayer;
import dev.weft.nn.Adam;
import dev.weft.nn.AlphaDropout;
import dev.weft.nn.AveragePooling2D;
import dev.weft.nn.BatchNormalization;
import dev.weft.nn.Clipping;
import dev.weft.nn.Conv2D;
import dev.weft.nn.Cropping2D;
import dev.weft.nn.Dense;
import dev.weft.nn.Dropout;
import dev.weft.nn.ELU;
import dev.weft.nn.Flatten;
import dev.weft.nn.GaussianDropout;
import dev.weft.nn.GaussianNoise;
import dev.weft.nn.GlobalAveragePooling2D;
import dev.weft.nn.GlobalMaxPooling2D;
import dev.weft.nn.Input;
import dev.weft.nn.LeakyReLU;
import dev.weft.nn.Loss;
import dev.weft.nn.MaxPooling2D;
import dev.weft.nn.Nadam;
import dev.weft.nn.Normalization;
import dev.weft.nn.Optimizer;
import dev.weft.nn.PReLU;
import dev.weft.nn.Padding;
import dev.weft.nn.Permute;
import dev.weft.nn.RMSprop;
import dev.weft.nn.ReLU;
import dev.weft.nn.Regularizer;
import dev.weft.nn.Rescaling;
import dev.weft.nn.Reshape;
import dev.weft.nn.SGD;
import dev.weft.nn.Sequential;
import dev.weft.nn.Sides;
import dev.weft.nn.Softmax;
import dev.weft.nn.SpatialDropout2D;
import dev.weft.nn.ZeroPadding2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Networks that have every op between them, large enough that each op's work is shared.
 *
 * @param batch what the network is trained on at once
 */
record Networks(Sequential network, Loss loss, Optimizer optimizer, int batch) {
  static List<Networks> all() {
    return List.of(convolutional(), winograd(), pooled(), dense(), functions(), shapes());
  }

  static Networks convolutional() {
    Sequential network =
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

  /** Convolutions by Winograd's transforms with tiles of 4, 3, 4 and 2 outputs. */
  static Networks winograd() {
    Sequential network =
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

  /**
   * A first convolution of one channel with its pooling, and a dense layer with more units than a batch has pictures.
   */
  static Networks pooled() {
    Sequential network =
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
    Sequential network =
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
    Sequential network =
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
    Sequential network =
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

  /** A training of this network from its first weights, always the same. */
  final class Training {
    final List<Variable> variables = Variable.of(network, 5);
    final OptimizerState state = OptimizerState.of(optimizer, variables);
    final int[] labels = new SplittableRandom(7).ints(batch, 0, Math.max(2, network.output().elements())).toArray();
    final Program program;

    Training(Team team) {
      program = Program.training(network, variables, loss, optimizer, state, batch, 3, team);
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
    return network.layers().getFirst().kind() + " ... " + loss;
  }
}
