package dev.weft.spark;

import dev.weft.Folders;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Clusters of Apache Spark. */
public final class SparkCluster implements Cluster {
  private static final String JVM = "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED";

  /** Of hooks, those of larger numbers come first: after Ctrl-C executors write checkpoints before Spark ends them. */
  private static final int BEFORE_SPARK = 1_000;

  private static final int PATIENCE_SECONDS = 100;

  @Override
  public TrialExecutor pool(String address, PoolSetup setup) {
    SparkConf conf = conf(address, "weft study " + setup.folder().name());
    String plugins = conf.get("spark.plugins", "");
    conf.set("spark.plugins", (plugins.isEmpty() ? "" : plugins + ",") + TrialPlugin.class.getName());
    conf.set("spark.task.cpus", String.valueOf(setup.threads()));
    SparkContext context;
    try {
      context = new SparkContext(conf);
    } catch (Exception e) { // Spark declares none of those that it throws
      throw unusable(address, e);
    }
    AtomicReference<String> fault = new AtomicReference<>();
    context.addSparkListener(
        new OldExecutors(sentence -> {
          fault.set(sentence);
          // A listener must not stop its session, nor a thread that is known to be its.
          Thread.ofVirtual().inheritInheritableThreadLocals(false).start(context::stop);
        }));
    SparkPool pool = new SparkPool(context, setup);
    CountDownLatch closed = new CountDownLatch(1);
    Runnable waiting = () -> await(closed);
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(waiting, BEFORE_SPARK, PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new TrialExecutor() {
      @Override
      public List<TrialResult> run(List<Leg> legs, StudyWatcher watcher, BooleanSupplier stop) {
        try {
          return pool.run(legs, watcher, stop);
        } catch (WeftException e) {
          throw fault.get() == null ? e : new WeftException(fault.get(), e);
        }
      }

      @Override
      public void close() {
        closed.countDown();
        if (!hooks.isShutdownInProgress()) {
          hooks.removeShutdownHook(waiting);
        }
        uninterrupted(context::stop);
        deleteWork(address, context.applicationId());
      }
    };
  }

  @Override
  public Optional<PredictionTotals> predict(
      String address, PredictionJob job, Progress progress, BooleanSupplier stop) {
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf(address, "weft predict")).getOrCreate();
    } catch (Exception e) {
      throw unusable(address, e);
    }
    try {
      return new PredictionTable(session, job).write(progress, stop);
    } finally {
      uninterrupted(session::stop);
    }
  }

  /** An interrupt would break the end of a session off half way. */
  private static void uninterrupted(Runnable end) {
    boolean isInterrupted = Thread.interrupted();
    end.run();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static WeftException unusable(String address, Exception e) {
    return new WeftException("the cluster %s cannot be used: %s".formatted(address, SparkFailure.sentence(e)), e);
  }

  private static void await(CountDownLatch closed) {
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A cluster of this machine's processes keeps the folders of its executors in Spark's own. */
  private static void deleteWork(String address, String application) {
    String spark = System.getenv("SPARK_HOME");
    if (address.startsWith("local-cluster") && spark != null) {
      try {
        Folders.delete(Path.of(spark, "work", application));
      } catch (IOException e) {
        // they stay, as those of other programs do
      }
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
