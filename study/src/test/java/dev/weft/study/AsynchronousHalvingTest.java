package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AsynchronousHalvingTest {
  private static final String STUDY =
      Tiny.BASE
          + """
          random: { trials: 8, training.optimizer.Adam.learning_rate: { LogUniform: { low: 0.0001, high: 0.1 } } }
          select: { metric: accuracy }
          halving: { factor: 2, asynchronous: 3 }
          """;

  private static final String HYPERBAND =
      Tiny.BASE
          + """
          hyperband:
            factor: 2
            training.optimizer.Adam.learning_rate: { LogUniform: { low: 0.0001, high: 0.1 } }
          select: { metric: accuracy }
          """;

  @TempDir private Path folder;

  private void isTheSame(String yaml) throws IOException {
    Tiny.run(Tiny.study(yaml), folder.resolve("one"), 1);
    Tiny.run(Tiny.study(yaml), folder.resolve("three"), 3);
    assertEquals(Tiny.timeless(folder.resolve("one")), Tiny.timeless(folder.resolve("three")));
    Path path = folder.resolve("stopped");
    boolean resumes = false;
    AtomicInteger asked = new AtomicInteger();
    while (Tiny.run(Tiny.study(yaml), path, resumes, new Tiny.Seen(), () -> asked.incrementAndGet() > 60).isEmpty()) {
      asked.set(0);
      resumes = true;
    }
    assertTrue(resumes, "was never stopped");
    assertEquals(Tiny.timeless(folder.resolve("one")), Tiny.timeless(path));
  }

  @Test
  void goesOnTheSameWithAnyNumberOfWorkersAndAfterAStop() throws IOException {
    isTheSame(STUDY);
  }

  @Test
  void soDoesHyperband() throws IOException {
    isTheSame(HYPERBAND);
  }

  @Test
  void fewComeToTheEnd() {
    List<TrialResult> trials = Tiny.run(Tiny.study(STUDY), folder).trials();
    assertEquals(8, trials.size());
    long finished = trials.stream().filter(trial -> trial.state() == State.FINISHED).count();
    assertTrue(finished >= 1 && finished <= 4, finished + " of 8 came to the end");
    assertTrue(trials.stream().filter(trial -> trial.state() == State.STOPPED && trial.epochs() == 1).count() >= 2);
  }

  @Test
  void eachBracketOfHyperbandHasAWinner() {
    List<TrialResult> trials = Tiny.run(Tiny.study(HYPERBAND), folder).trials();
    assertEquals(4 + 3 + 3, trials.size()); // 4 after an epoch, 3 after two, 3 to the end
    assertEquals(1, trials.subList(0, 4).stream().filter(trial -> trial.state() == State.FINISHED).count());
    assertEquals(1, trials.subList(4, 7).stream().filter(trial -> trial.state() == State.FINISHED).count());
    assertEquals(3, trials.subList(7, 10).stream().filter(trial -> trial.state() == State.FINISHED).count());
  }
}
