package dev.weft.study.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Trial;
import dev.weft.train.Callback;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSweepTest {
  private static final Experiment EXPERIMENT =
      ExperimentFile.parse(
          "tiny.yaml",
          """
          data: { dataset: strokes, train_size: 250 }
          model: [Flatten, { Dense: { units: 8, activation: relu } }, { Dense: { units: 10, activation: softmax } }]
          training:
            optimizer: { SGD: { learning_rate: { CosineDecay: { initial_learning_rate: 0.1, decay_steps: 9 } } } }
            loss: sparse_categorical_crossentropy
            epochs: 1
            batch_size: 100
          """,
          List.of());

  private static final ImageDataset STROKES = EXPERIMENT.data().source().load(null, Progress.NONE);

  private static List<RateCurve> curves(RateSweep sweep, int threads) {
    return sweep.run(EXPERIMENT, STROKES, threads, new Callback() {}, () -> false);
  }

  @Test
  void theRateRisesByTheSameFactorWhateverTheSchedule() {
    RateSweep sweep = new RateSweep(1e-3, 1, 31, 1);
    RateCurve curve = curves(sweep, 1).getFirst();
    assertEquals(1e-3, curve.rates()[0], 1e-12);
    assertEquals(1e-2, curve.rates()[10], 1e-12);
    assertEquals(curve.rates().length, curve.losses().length);
  }

  /** The first loss is of the first weights, in an epoch whose last batch has 50 images. */
  @Test
  void aLossIsOfItsOwnStep() {
    RateCurve still = curves(new RateSweep(1e-30, 1e-29, 20, 1), 1).getFirst();
    Trial trial = Trial.of(EXPERIMENT, STROKES);
    double all = trial.model().evaluate(trial.train()).loss();
    double epoch = (100 * still.losses()[0] + 100 * still.losses()[1] + 50 * still.losses()[2]) / 250;
    assertEquals(all, epoch, 1e-4);
    assertEquals(all, (100 * still.losses()[3] + 100 * still.losses()[4] + 50 * still.losses()[5]) / 250, 1e-4);
  }

  /** Four times a loss below 0 is less than it. */
  @Test
  void aLossBelowZeroIsLookedAtToo() {
    String yaml = EXPERIMENT.toYaml().replaceFirst("loss: [^\n]+", "loss: cosine_similarity");
    Experiment negative = ExperimentFile.parse("negative.yaml", yaml, List.of());
    RateCurve curve =
        new RateSweep(1e-4, 1, 30, 1).run(negative, STROKES, 1, new Callback() {}, () -> false).getFirst();
    assertEquals(30, curve.losses().length);
    assertTrue(curve.losses()[0] < 0, "the loss is " + curve.losses()[0]);
  }

  @Test
  void isTheSameWithAnyNumberOfThreadsAndEndsWhereItDiverges() {
    RateSweep sweep = new RateSweep(1e-4, 1e4, 60, 2);
    List<RateCurve> one = curves(sweep, 1);
    List<RateCurve> two = curves(sweep, 2);
    assertEquals(2, one.size());
    assertArrayEquals(one.get(1).losses(), two.get(1).losses());
    assertTrue(one.getFirst().losses().length < 60, "did not end early");
  }
}
