package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.weft.augment.CutMix;
import dev.weft.augment.Factor;
import dev.weft.augment.MixUp;
import dev.weft.augment.RandomFlip;
import dev.weft.augment.RandomRotation;
import dev.weft.augment.RandomTranslation;
import dev.weft.model.Activation;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Clipping;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Nadam;
import dev.weft.model.OneCycle;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.RMSprop;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.model.Softmax;
import dev.weft.model.StepCount;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JIT compiler has not compiled yet allocates, so a training goes on until an epoch has allocated nothing. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Graph ALL_LAYERS =
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
        Small.model(
            Small.DENSE,
            SGD.of()
                .momentum(0.9)
                .weightDecay(0.1)
                .excludeFromWeightDecay("bias")
                .learningRate(OneCycle.of(0.01))
                .clipping(Clipping.adaptive(1).scheduled(Schedule.CosineDecay.of(1, StepCount.REST)))),
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
    Fit fit = Fit.epochs(10_000).batchSize(3).threads(1).sampleWeight(new float[64]);
    assertAllocatesNothing(model, fit);
  }

  @Test
  void aStepOnAugmentedImagesAllocatesNothing() {
    Fit fit = Fit.epochs(10_000).batchSize(3).threads(1);
    assertAllocatesNothing(Small.model(0.1), fit.augment(List.of(RandomFlip.of(), MixUp.of())));
    assertAllocatesNothing(Small.model(0.1), fit.augment(List.of(RandomFlip.of(), CutMix.of())));
    assertAllocatesNothing(
        Small.model(0.1),
        fit.augment(List.of(RandomRotation.of(Factor.of(0.05)), RandomTranslation.of(Factor.of(0.1)))));
  }

  @Test
  void aStepWithAveragesAllocatesNothing() {
    Fit fit = Fit.epochs(10_000).batchSize(3).threads(1).augment(List.of(MixUp.of(), CutMix.of()));
    Model averaging = Small.model(Small.MIXED, SGD.of(0.01).useEma(true).emaWarmup(true));
    assertAllocatesNothing(averaging, fit.callback(new SwapEMAWeights(true)));
  }

  @Test
  void aStepFromOutputsOfFrozenLayersAllocatesNothing() {
    Graph frozen = ALL_LAYERS.freeze(ALL_LAYERS.nodes().getFirst().name());
    assertAllocatesNothing(Small.model(frozen, SGD.of(0.01)), Fit.epochs(10_000).batchSize(3).threads(1));
  }

  private static void assertAllocatesNothing(Model model, Fit fit) {
    Meter meter = new Meter();
    model.fit(Small.images(64), fit.callback(meter));
    assertEquals(0, meter.allocated, "bytes in 21 steps");
  }
}
