package dev.weft.spark;

import dev.weft.WeftException;
import dev.weft.cluster.Cluster;
import dev.weft.cluster.PredictionJob;
import dev.weft.cluster.PredictionTotals;
import dev.weft.dataset.Progress;
import dev.weft.spark.predict.PredictionTable;
import dev.weft.spark.predict.SparkFailure;
import dev.weft.study.Leg;
import dev.weft.study.PoolSetup;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialExecutor;
import dev.weft.study.TrialResult;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Clusters of Apache Spark. */
public final class SparkCluster implements Cluster {
  private static final String JVM = "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED";

  @Override
  public TrialExecutor pool(String address, PoolSetup setup) {
    SparkConf conf = conf(address, "weft study " + setup.folder().name());
    conf.set("spark.plugins", TrialPlugin.class.getName());
    conf.set("spark.task.cpus", String.valueOf(setup.threads()));
    SparkContext context;
    try {
      context = new SparkContext(conf);
    } catch (RuntimeException e) {
      throw new WeftException(
          "the cluster %s cannot be used: %s"
              .formatted(address, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
    SparkPool pool = new SparkPool(context, setup);
    return new TrialExecutor() {
      @Override
      public List<TrialResult> run(List<Leg> legs, StudyWatcher watcher, BooleanSupplier stop) {
        return pool.run(legs, watcher, stop);
      }

      @Override
      public void close() {
        pool.close();
        context.stop();
      }
    };
  }

  @Override
  public Optional<PredictionTotals> predict(
      String address, PredictionJob job, Progress progress, BooleanSupplier stop) {
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf(address, "weft predict")).getOrCreate();
    } catch (RuntimeException e) {
      throw new WeftException("the cluster %s cannot be used: %s".formatted(address, SparkFailure.sentence(e)), e);
    }
    try {
      return new PredictionTable(session, job).write(progress, stop);
    } finally {
      session.stop();
    }
  }

  /** The settings of a session of Weft's own; what the user has set stays. */
  static SparkConf conf(String address, String name) {
    SparkConf conf = new SparkConf().setMaster(address).setAppName(name);
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.ui.enabled", address.startsWith("local") ? "false" : "true");
    String options = conf.get("spark.executor.extraJavaOptions", "");
    conf.set("spark.executor.extraJavaOptions", (options + " " + JVM).strip());
    if (address.startsWith("local-cluster") && !conf.contains("spark.jars")) {
      conf.setIfMissing("spark.executor.extraClassPath", classPath()); // the same machine
    }
    return conf;
  }

  /** That of this process, from whatever folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
