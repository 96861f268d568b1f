package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.model.SGD;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarginsLogTest {
  private static final ImageSet TRAIN = Small.images(38);

  @TempDir Path folder;

  private static List<float[]> margins(Fit fit) {
    MarginsLog log = new MarginsLog(TRAIN.size());
    Small.model(Small.MIXED, SGD.of(0.1)).fit(TRAIN, fit.callback(log));
    return log.epochs();
  }

  /** One step of all images: what the first weights say of them. */
  @Test
  void aMarginIsHowFarTheLabelsScoreIsAboveTheLargestOther() {
    Model model = Small.model(0.1);
    float[] before = model.evaluate(TRAIN).outputs();
    MarginsLog log = new MarginsLog(TRAIN.size());
    model.fit(TRAIN, Small.fit(1, TRAIN.size()).callback(log));
    int classes = TRAIN.classes();
    for (int i = 0; i < TRAIN.size(); i++) {
      double other = 0;
      for (int c = 0; c < classes; c++) {
        other = c == TRAIN.label(i) ? other : Math.max(other, before[i * classes + c]);
      }
      assertEquals(
          Math.log(before[i * classes + TRAIN.label(i)] / other), log.epochs().getFirst()[i], 1e-4, "image " + i);
    }
  }

  @Test
  void everyEpochHasAMarginOfEachImage() {
    List<float[]> margins = margins(Small.fit(3, 8));
    assertEquals(3, margins.size());
    for (float[] epoch : margins) {
      for (float margin : epoch) {
        assertTrue(Float.isFinite(margin));
      }
    }
  }

  @Test
  void threadsAndAnInterruptionChangeNoBit() {
    List<float[]> whole = margins(Small.fit(3, 8).threads(1));
    Path checkpoint = folder.resolve("checkpoint");
    int[] steps = {7};
    List<float[]> half = margins(Small.fit(3, 8).checkpoint(checkpoint).stop(() -> steps[0]-- == 0));
    assertEquals(2, half.size());
    List<float[]> resumed = margins(Small.fit(3, 8).threads(2).checkpoint(checkpoint));
    for (int epoch = 0; epoch < 3; epoch++) {
      assertArrayEquals(whole.get(epoch), resumed.get(epoch));
    }
  }
}
