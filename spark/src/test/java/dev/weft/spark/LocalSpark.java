package dev.weft.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of all tests of this JVM: two tasks at a time, in this process. */
public final class LocalSpark {
  private static SparkSession session;

  private LocalSpark() {}

  public static synchronized SparkSession session() {
    if (session == null || session.sparkContext().isStopped()) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", false)
              .config("spark.sql.shuffle.partitions", 2)
              .config("spark.sql.codegen.wholeStage", false) // small tables are ready before code for them is
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.driver.host", "localhost")
              .getOrCreate();
      session.sparkContext().setLogLevel("ERROR");
    }
    return session;
  }
}
