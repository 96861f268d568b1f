package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.ExperimentFile.Change;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelNoiseTest {
  private static final DataSource STROKES = DataSource.named("strokes");
  private static final ImageDataset CLEAN = STROKES.load(null, Progress.NONE);

  private static int[] wrong(ImageSet noisy) {
    return IntStream.range(0, noisy.size()).filter(i -> noisy.label(i) != CLEAN.train().label(i)).toArray();
  }

  @Test
  void aShareOfAllLabelsIsWrongTheSameForASeed() {
    ImageSet noisy = new LabelNoise(0.03, List.of(), 7).in(CLEAN.train());
    assertEquals(300, wrong(noisy).length);
    assertArrayEquals(noisy.labels(), new LabelNoise(0.03, List.of(), 7).in(CLEAN.train()).labels());
    assertFalse(Arrays.equals(noisy.labels(), new LabelNoise(0.03, List.of(), 8).in(CLEAN.train()).labels()));
    assertEquals(CLEAN.train().pixels(), noisy.pixels());
  }

  @Test
  void flipsAreBetweenClasses() {
    ImageSet noisy = new LabelNoise(0, List.of(new LabelFlip("7", "1", 0.2)), 1).in(CLEAN.train());
    int sevens = CLEAN.train().classCounts()[7];
    assertEquals(Math.round(0.2 * sevens), wrong(noisy).length);
    for (int i : wrong(noisy)) {
      assertEquals(7, CLEAN.train().label(i));
      assertEquals(1, noisy.label(i));
    }
  }

  /** A study asks once for a set, whichever fold is its test part. */
  @Test
  void labelsArePlantedOnceAndNotInTheTestPart() {
    DataSource noisy = STROKES.labelNoise(new LabelNoise(0.03, List.of(), 1));
    Function<DataSource, ImageDataset> once = DataSource.once(source -> source.load(null, Progress.NONE));
    assertEquals(300, wrong(once.apply(noisy).train()).length);
    assertArrayEquals(CLEAN.test().labels(), once.apply(noisy).test().labels());
    assertEquals(0, wrong(once.apply(STROKES).train()).length);
  }

  @Test
  void anExperimentSaysSo() {
    Change change = new Change("--set", "data.label_noise", "{ flips: [{ from: '7', to: '1', share: 0.2 }], seed: 3 }");
    Experiment read = ExperimentFile.read("mnist-99", List.of(change));
    assertEquals(new LabelNoise(0, List.of(new LabelFlip("7", "1", 0.2)), 3), read.data().source().labelNoise());
    assertTrue(read.toYaml().contains("label_noise"), read.toYaml());
    assertFalse(ExperimentFile.read("mnist-99", List.of()).toYaml().contains("label_noise"));
  }

  @Test
  void whatCannotBeIsAnError() {
    LabelNoise none = new LabelNoise(0, List.of(new LabelFlip("cat", "1", 0.2)), 1);
    assertTrue(
        assertThrows(ConfigException.class, () -> none.in(CLEAN.train())).getMessage().contains("'cat' is no class"));
    Change tooMany = new Change("--set", "data.label_noise", "{ share: 3 }");
    assertTrue(
        assertThrows(WeftException.class, () -> ExperimentFile.read("mnist-99", List.of(tooMany)))
            .getMessage()
            .contains("'share' must be from 0 to 1; received 3.0."));
  }
}
