package dev.weft.spark;

import dev.weft.WeftException;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ModelSettings;
import dev.weft.study.Leg;
import dev.weft.study.PoolSetup;
import dev.weft.study.StudyTrial;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialExecutor;
import dev.weft.study.TrialResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.TaskResourceProfile;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Trainings on a cluster of Apache Spark: one job of one task for each, the longest first, as many at once as the
 * cluster has slots. Executors train and send what changes; this process alone writes folders and the store.
 */
public final class SparkPool implements TrialExecutor {
  /** How often, in seconds, executors write checkpoints and send them. */
  public static final String CHECKPOINT_SECONDS = "spark.weft.checkpointSeconds";

  private static final int USUAL_CHECKPOINT_SECONDS = 10;
  private static final long LOOK_MILLIS = 100;

  /** Where executors come as they are needed. */
  private static final int MOST_WAITING = 8;

  /** What Spark itself takes of an executor's heap, about. */
  private static final long OF_SPARK = 100L << 20;

  private static final long ASK_SLOTS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SparkContext context;
  private final JavaSparkContext java;
  private final PoolSetup setup;
  private final ResourceProfile profile;
  private final SessionFiles files;
  private final Map<DataSource, SharedFile> data = new HashMap<>();

  // of the thread that runs
  private long asked;
  private int slots;

  /**
   * Whether somebody asked one of its trainings to stop, or interrupted the thread that runs, or a watcher failed; it
   * stops the study.
   */
  private volatile boolean isAskedToStop;

  /**
   * @param context whose setting {@code spark.plugins} has {@link TrialPlugin}; it stays open
   * @throws WeftException if it has not or has ended, or if there is no space for files that executors get
   */
  public SparkPool(SparkContext context, PoolSetup setup) {
    if (context.isStopped()) {
      throw new WeftException("the session has ended; begin another one.");
    }
    requireChannel(context.getConf());
    this.context = context;
    this.java = new JavaSparkContext(context);
    this.setup = setup;
    this.profile = profile(context, setup.threads());
    this.files = SessionFiles.of(context);
  }

  static void requireChannel(SparkConf conf) {
    String plugins = conf.get("spark.plugins", "");
    if (!List.of(plugins.split(",")).contains(TrialPlugin.class.getName())) {
      throw new WeftException(
          "a session that trains must have spark.plugins=%s; received '%s'; set it before the session begins."
              .formatted(TrialPlugin.class.getName(), plugins));
    }
  }

  /** What a task of this study takes; where sessions have no profiles, or need none, that of the session. */
  private static ResourceProfile profile(SparkContext context, int threads) {
    boolean isThatOfSession = context.getConf().getInt("spark.task.cpus", 1) == threads;
    if (isThatOfSession || isLocal(context)) {
      return context.resourceProfileManager().defaultResourceProfile();
    }
    return new TaskResourceProfile(new TaskResourceRequests().cpus(threads).requests());
  }

  /** Whether it is its own executor. */
  private static boolean isLocal(SparkContext context) {
    return context.master().matches("local(\\[.*\\])?");
  }

  @Override
  public List<TrialResult> run(List<Leg> legs, StudyWatcher watcher, BooleanSupplier stop) {
    List<Leg> waiting = new ArrayList<>(legs);
    waiting.sort(Comparator.comparingDouble((Leg leg) -> leg.trial().cost()).reversed());
    BooleanSupplier isStopped = () -> isAskedToStop || stop.getAsBoolean() || context.isStopped();
    List<TrialResult> results = Collections.synchronizedList(new ArrayList<>());
    boolean isInterrupted = false;
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!running.isEmpty() || !waiting.isEmpty() && !isStopped.getAsBoolean()) {
        running.removeIf(this::isDone);
        if (!waiting.isEmpty() && !isStopped.getAsBoolean() && running.size() < most()) {
          CountDownLatch begun = new CountDownLatch(1);
          SparkTrial trial = new SparkTrial(waiting.removeFirst(), setup, watcher, isStopped, heap());
          running.add(
              threads.submit(() -> {
                Optional<TrialResult> result = perform(trial, begun);
                result.ifPresent(results::add);
                result.ifPresent(watcher::ended);
              }));
          isInterrupted |= isInterrupted(begun::await); // those that are longer come first
        } else {
          isInterrupted |= isInterrupted(() -> TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS));
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    if (context.isStopped() && !isAskedToStop && !stop.getAsBoolean()) {
      throw new WeftException(
          "the cluster %s ended the session; what was finished is kept; go on with --resume."
              .formatted(context.master()));
    }
    return results;
  }

  /** A watcher's fault is not lost; it stops the study. */
  private boolean isDone(Future<?> future) {
    if (future.state() == Future.State.FAILED) {
      isAskedToStop = true;
      throw future.exceptionNow() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(future.exceptionNow());
    }
    return future.isDone();
  }

  /** Empty where it was stopped, or the session was. */
  private Optional<TrialResult> perform(SparkTrial trial, CountDownLatch begun) {
    try {
      return trial.perform(job -> submitted(job, begun));
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
      return context.isStopped() ? Optional.empty() : Optional.of(trial.failed(e));
    } finally {
      begun.countDown();
      if (trial.isAskedToStop()) {
        isAskedToStop = true;
      }
    }
  }

  private interface Wait {
    void perform() throws InterruptedException;
  }

  /** An interrupt of the thread that runs stops the study: its trainings write checkpoints. */
  private boolean isInterrupted(Wait wait) {
    try {
      wait.perform();
      return false;
    } catch (InterruptedException e) {
      isAskedToStop = true;
      return true;
    }
  }

  /** How many trainings are with the cluster at most: one waits, so that no slot does. */
  private int most() {
    if (System.nanoTime() - asked > ASK_SLOTS_NANOS || slots == 0) {
      asked = System.nanoTime();
      slots =
          isLocal(context)
              ? Math.max(1, context.defaultParallelism() / setup.threads())
              : context.maxNumConcurrentTasks(profile);
    }
    boolean grows = context.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
    return grows ? Math.max(2 * slots, MOST_WAITING) : slots + 1;
  }

  /** The bytes of heap that a training may take on an executor; all where the executor is this process. */
  private long heap() {
    if (isLocal(context)) {
      return Long.MAX_VALUE;
    }
    long executor = context.getConf().getSizeAsBytes("spark.executor.memory", "1g") - OF_SPARK;
    return executor / Math.max(1, cores() / setup.threads());
  }

  /** Of the largest executor. */
  private int cores() {
    return CollectionConverters.asJava(context.statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals("driver"))
        .mapToInt(ExecutorSummary::totalCores)
        .max()
        .orElse(context.getConf().getInt("spark.executor.cores", 1));
  }

  // ---- what executors get

  /**
   * @throws CancellationException if the session has ended
   */
  private JavaFutureAction<List<TrialEnd>> submitted(SparkTrial trial, CountDownLatch begun) {
    try {
      return submit(trial, begun);
    } catch (IllegalStateException e) {
      throw context.isStopped() ? (RuntimeException) new CancellationException().initCause(e) : e;
    }
  }

  private JavaFutureAction<List<TrialEnd>> submit(SparkTrial trial, CountDownLatch begun) {
    TrialJob job = job(trial);
    java.setJobGroup(setup.folder().name(), trial.name(), true);
    JavaRDD<TrialJob> one = java.parallelize(List.of(job), 1);
    if (profile instanceof TaskResourceProfile) {
      one = one.withResources(profile);
    }
    JavaFutureAction<List<TrialEnd>> future = one.map(new TrialTask()).collectAsync();
    begun.countDown();
    return future;
  }

  private TrialJob job(SparkTrial of) {
    StudyTrial trial = of.trial();
    Experiment experiment = trial.experiment();
    List<SharedFile> base = new ArrayList<>();
    ModelSettings model = experiment.model();
    if (model.from() != null) {
      base.add(files.add(Path.of(model.from()), model.sha256()));
    }
    return new TrialJob(
        of.key(),
        setup.folder().name(),
        of.runName(),
        trial.part(),
        trial.candidate().name(),
        trial.replica(),
        trial.repeat(),
        trial.fold(),
        experiment.toYaml(),
        of.epochs(),
        setup.threads(),
        data(experiment.data().source().testFold(null)),
        base,
        setup.further().isPresent(),
        context.getConf().getInt(CHECKPOINT_SECONDS, USUAL_CHECKPOINT_SECONDS));
  }

  private synchronized SharedFile data(DataSource source) {
    return data.computeIfAbsent(source, _ -> files.add(setup.data().apply(source)));
  }
}
