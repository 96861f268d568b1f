package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.weft.nn.Activation;
import dev.weft.nn.Adadelta;
import dev.weft.nn.Adagrad;
import dev.weft.nn.Adam;
import dev.weft.nn.AdamW;
import dev.weft.nn.AveragePooling2D;
import dev.weft.nn.BatchNormalization;
import dev.weft.nn.Clipping;
import dev.weft.nn.Conv2D;
import dev.weft.nn.Dense;
import dev.weft.nn.Dropout;
import dev.weft.nn.ELU;
import dev.weft.nn.Flatten;
import dev.weft.nn.GlobalAveragePooling2D;
import dev.weft.nn.Input;
import dev.weft.nn.LeakyReLU;
import dev.weft.nn.Loss;
import dev.weft.nn.MaxPooling2D;
import dev.weft.nn.Nadam;
import dev.weft.nn.PReLU;
import dev.weft.nn.Padding;
import dev.weft.nn.RMSprop;
import dev.weft.nn.ReLU;
import dev.weft.nn.Regularizer;
import dev.weft.nn.SGD;
import dev.weft.nn.Sequential;
import dev.weft.nn.Softmax;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JIT compiler has not compiled yet allocates, so a training goes on until an epoch has allocated nothing. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Sequential ALL_LAYERS =
      Sequential.of(
          Input.of(28, 28, 1),
          Conv2D.of(4, 5).strides(2).kernelRegularizer(new Regularizer.L1L2(1e-4, 1e-4)),
          BatchNormalization.of(),
          ReLU.of(),
          MaxPooling2D.of(2),
          Conv2D.of(4, 3).padding(Padding.SAME),
          PReLU.of(),
          AveragePooling2D.of(2),
          LeakyReLU.of(),
          Conv2D.of(6, 1),
          ELU.of(),
          GlobalAveragePooling2D.of(),
          Dropout.of(0.2),
          Dense.of(8).activation(Activation.GELU),
          Flatten.of(),
          Dense.of(10),
          Softmax.of());

  static List<Model> models() {
    return List.of(
        Small.model(ALL_LAYERS, Adam.of().clipping(Clipping.byNorm(1))),
        Small.model(Small.DENSE, SGD.of(0.01).momentum(0.9).nesterov(true)),
        Small.model(Small.DENSE, AdamW.of()),
        Small.model(Small.DENSE, Nadam.of().clipping(Clipping.byGlobalNorm(1))),
        Small.model(Small.DENSE, RMSprop.of().clipping(Clipping.byValue(1))),
        Small.model(Small.DENSE, Adadelta.of()),
        Small.model(Small.DENSE, Adagrad.of()),
        Model.compile(Small.DENSE, SGD.of(), Loss.CATEGORICAL_HINGE, 1),
        Model.compile(Small.DENSE, SGD.of(), Loss.KL_DIVERGENCE, 1),
        Model.compile(Small.DENSE, SGD.of(), Loss.MEAN_SQUARED_ERROR, 1));
  }

  /** Looks at what the training thread allocates from the end of an epoch's first step to the end of its last. */
  private static final class Meter implements Callback {
    private long before;
    private long allocated;

    @Override
    public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
      long now = THREADS.getCurrentThreadAllocatedBytes();
      allocated = now - before;
      before = step == 0 ? now : before;
      return Verdict.CONTINUE;
    }

    @Override
    public Verdict epochEnd(EpochResult result, Model model) {
      return allocated == 0 ? Verdict.stop("Nothing was allocated.") : Verdict.CONTINUE;
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepAllocatesNothing(Model model) {
    Meter meter = new Meter();
    Fit fit = Fit.epochs(10_000).batchSize(3).threads(1).sampleWeight(new float[64]).callback(meter);
    model.fit(Small.pictures(64), fit);
    assertEquals(0, meter.allocated, "bytes in 21 steps");
  }
}
