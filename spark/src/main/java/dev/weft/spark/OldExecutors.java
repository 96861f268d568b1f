package dev.weft.spark;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Finds executors that end as they begin, as those do whose Java is too old for Weft. Spark says no more of them than
 * an exit code, and starts others in their place.
 */
final class OldExecutors extends SparkListener {
  /** Spark's code for an error that nothing caught. */
  private static final Pattern UNCAUGHT = Pattern.compile("\\bcode:? 50\\b");

  private static final int ENOUGH = 3;

  private final Consumer<String> fault;
  private int ended;

  /**
   * @param fault receives one sentence, once
   */
  OldExecutors(Consumer<String> fault) {
    this.fault = fault;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    ended = 0;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    if (UNCAUGHT.matcher(String.valueOf(removed.reason())).find() && ++ended == ENOUGH) {
      fault.accept(
          "executors end as they begin, as they do where their Java is older than 25; give them a JDK 25, such as by"
              + " --conf spark.executorEnv.JAVA_HOME=FOLDER; their own logs have the reason.");
    }
  }
}
