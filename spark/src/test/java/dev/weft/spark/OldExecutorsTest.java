package dev.weft.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;

class OldExecutorsTest {
  private final List<String> faults = new ArrayList<>();
  private final OldExecutors executors = new OldExecutors(faults::add);

  private void ended(String... reasons) {
    for (String reason : reasons) {
      executors.onExecutorRemoved(new SparkListenerExecutorRemoved(1, "0", reason));
    }
  }

  @Test
  void executorsThatEndAsTheyBeginAreNamedOnce() {
    ended("Command exited with code 50", "Container exited with exit code 50.");
    assertEquals(List.of(), faults);
    ended("Command exited with code 50", "Command exited with code 50");
    assertEquals(
        List.of(
            "executors end as they begin, as they do where their Java is older than 25; give them a JDK 25, such as by"
                + " --conf spark.executorEnv.JAVA_HOME=FOLDER; their own logs have the reason."),
        faults);
  }

  @Test
  void othersThatAreLostAreNoneOfThem() {
    ended("Command exited with code 137", "Command exited with code 9", "worker lost", null, "code 500");
    assertEquals(List.of(), faults);
  }

  @Test
  void whereOneTrainedJavaIsNotToBlame() {
    ended("Command exited with code 50", "Command exited with code 50");
    executors.onTaskStart(null);
    ended("Command exited with code 50");
    assertEquals(List.of(), faults);
  }
}
