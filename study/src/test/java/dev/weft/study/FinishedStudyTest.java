package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedStudyTest {
  private static final String CHOSEN =
      Tiny.BASE + "grid: { training.batch_size: [10, 20, 40] }\nselect: { metric: accuracy }\n";

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @Test
  void whatCameOutIsReadAgain() {
    String yaml = Tiny.BASE + "grid: { training.optimizer: [ { SGD: { learning_rate: 1.0e+30 } }, Adam ] }";
    StudyResults results = Tiny.run(Tiny.study(yaml), folder);
    StudyResults again = FinishedStudy.read(folder);
    assertEquals(results.toMap(), again.toMap());
    assertEquals(results.trials(), again.trials());
  }

  @Test
  void aHalvedStudyIsReadAgainWithThoseThatDidNotGoOn() {
    String yaml = CHOSEN + "halving: { factor: 2, min_epochs: 1 }";
    StudyResults results = Tiny.run(Tiny.study(yaml), folder);
    assertTrue(results.trials().stream().anyMatch(trial -> trial.state() == State.STOPPED));
    assertEquals(results.trials(), FinishedStudy.read(folder).trials());
  }

  @Test
  void aTrainingWhoseFolderIsGoneHasFailed() throws IOException {
    StudyResults results = Tiny.run(Tiny.study(CHOSEN), folder);
    Path gone = results.trials().getFirst().folder();
    Files.move(gone, elsewhere.resolve("run"));
    TrialResult first = FinishedStudy.read(folder).trials().getFirst();
    assertEquals(State.FAILED, first.state());
    assertEquals("its folder is gone; --resume trains it again.", first.reason());
  }

  /** 28 x 28 x 3 to 8 to 10, each with a bias, for 200 images in 2 epochs. */
  private static final double TUNED = 200.0 * 2 * (2352 * 8 + 8 + 8 * 10 + 10);

  @Test
  void theNetworkThatItBeganWithMayBeGone() throws IOException {
    Path base = Tiny.base(elsewhere);
    String yaml =
        """
        base:
          data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
          model: { from: "%s", without_top: true, then: [{ Dense: { units: 10, activation: softmax } }] }
          training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 2 }
        """
            .formatted(base);
    Tiny.Seen seen = new Tiny.Seen();
    StudyResults results = Tiny.run(Tiny.study(yaml), folder, false, seen, () -> false).orElseThrow();
    String note = "base.keras takes images in colour; the value of each grey pixel is used for red, green and blue.";
    assertTrue(seen.notes.contains(note), seen.notes.toString());
    Files.delete(base);
    StudyResults again = FinishedStudy.read(folder);
    assertEquals(results.trials(), again.trials());
    assertEquals(TUNED, again.trials().getFirst().trial().multiplyAdds().orElseThrow());

    String plan = Files.readString(folder.resolve("plan.json"));
    Files.writeString(folder.resolve("plan.json"), StudyPlanTest.ofBefore(plan));
    StudyTrial unknown = FinishedStudy.read(folder).trials().getFirst().trial();
    assertTrue(unknown.multiplyAdds().isEmpty());
    assertEquals(400, unknown.cost(), "as many as images are learned");
  }

  @Test
  void onlyAFinishedStudyIsRead() throws IOException {
    WeftException nothing = assertThrows(WeftException.class, () -> FinishedStudy.read(folder));
    assertEquals(folder + " must be the folder of a study; there is no plan.json in it.", nothing.getMessage());
    Tiny.run(Tiny.study(CHOSEN), folder);
    FinishedStudy.read(folder);
    StudyFolder.open(folder, Tiny.study(CHOSEN), true).close();
    WeftException unfinished = assertThrows(WeftException.class, () -> FinishedStudy.read(folder));
    assertTrue(unfinished.getMessage().contains("not finished"), unfinished.getMessage());
  }
}
