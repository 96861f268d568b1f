package dev.weft.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyRunner;
import dev.weft.study.StudyTrial;
import dev.weft.study.StudyWatcher;
import dev.weft.train.Callback;
import dev.weft.train.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of Weft's own. */
class SparkClusterTest {
  @TempDir private Path folder;

  @BeforeEach
  void endThatOfOtherTests() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
  }

  private StudyRunner runner() throws IOException {
    String yaml =
        """
        name: long
        base:
          data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
          model: [Flatten, { Dense: { units: 10, activation: softmax } }]
          training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 100000, batch_size: 20 }
        """;
    Study study = StudyFile.read(Files.writeString(folder.resolve("long.yaml"), yaml).toString(), List.of());
    return StudyRunner.of(study)
        .folder(folder.resolve("long"))
        .workers(1, 1)
        .store(folder.resolve("runs.db").toString(), "anna")
        .executor(setup -> new SparkCluster().pool("local[1]", setup));
  }

  @Test
  void theSessionOfAStudyWhoseThreadIsInterruptedEndsWhole() throws Exception {
    Thread here = Thread.currentThread();
    StudyWatcher interrupting =
        new StudyWatcher() {
          @Override
          public Callback started(StudyTrial trial, int threads) {
            return new Callback() {
              @Override
              public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
                if (!here.isInterrupted()) {
                  here.interrupt();
                }
                return Verdict.CONTINUE;
              }
            };
          }
        };
    assertTrue(runner().watcher(interrupting).run().isEmpty());
    assertTrue(Thread.interrupted());
    for (int i = 0; i < 200 && isSparkAlive(); i++) {
      Thread.sleep(50);
    }
    assertFalse(isSparkAlive());
  }

  private static boolean isSparkAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("(dag-scheduler-event-loop|task-result-getter|ContextCleaner).*"));
  }
}
