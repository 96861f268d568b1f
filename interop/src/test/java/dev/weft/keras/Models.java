package dev.weft.keras;

import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Input;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Optimizer;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import dev.weft.model.Softmax;
import dev.weft.train.Model;
import java.util.List;
import java.util.SplittableRandom;

/** Models for tests, with nothing in them at its default. */
final class Models {
  private Models() {}

  /** Each kind of layer. */
  static Graph layers() {
    return Sequential.of(
        Input.of(12, 14, 2),
        Conv2D.of(4, Size.of(3, 2))
            .strides(2)
            .padding(Padding.SAME)
            .activation(Activation.GELU)
            .kernelInitializer(new Initializer.RandomUniform(-0.5, 0.25))
            .kernelRegularizer(new Regularizer.L2(1e-3)),
        BatchNormalization.of(),
        new LeakyReLU(0.125),
        MaxPooling2D.of(2, 1).padding(Padding.SAME),
        Conv2D.of(5, 2).useBias(false).kernelInitializer(new Initializer.HeNormal()),
        PReLU.of().sharedAxes(1, 2),
        AveragePooling2D.of(Size.of(2, 1)),
        new ELU(0.75),
        Dropout.of(0.25),
        Dense.of(6).kernelInitializer(new Initializer.TruncatedNormal(0.5, 0.25)),
        new ReLU(6, 0.125, 0.5),
        GlobalAveragePooling2D.of(),
        Flatten.of(),
        new PReLU(new Initializer.Constant(0.25), new Regularizer.L1(0.5), List.of()),
        new BatchNormalization(
            -1,
            0.5,
            0.25,
            false,
            true,
            Initializer.ONES,
            new Initializer.RandomNormal(1, 0.5),
            Initializer.ONES,
            Initializer.ZEROS,
            Regularizer.NONE,
            new Regularizer.L1L2(0.25, 0.5)),
        Dense.of(5).activation(Activation.TANH).biasRegularizer(new Regularizer.L1L2(1e-4, 2e-4)),
        ActivationLayer.of(Activation.SILU),
        Dense.of(3).useBias(false).kernelInitializer(new Initializer.LecunUniform()),
        Softmax.of());
  }

  static Graph small() {
    return Sequential.of(
        Shape.of(4, 4, 1), List.of(Conv2D.of(2, 3), BatchNormalization.of(), PReLU.of(), Flatten.of(), Dense.of(3)));
  }

  /** A model with noise, any bits that are no NaN, in all its weights and all its optimizer's state. */
  static Model noisy(Graph network, Optimizer optimizer, Loss loss) {
    Model model = Model.compile(network, optimizer, loss, 42);
    SplittableRandom random = new SplittableRandom(7);
    model.variables().stream().map(Variable::values).forEach(values -> fill(values, random));
    model.optimizerState().slots().stream().map(OptimizerState.Slot::values).forEach(values -> fill(values, random));
    model.optimizerState().iterations(1_234);
    return model;
  }

  private static void fill(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(value) ? -0f : value;
    }
  }
}
