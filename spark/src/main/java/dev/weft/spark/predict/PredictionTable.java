package dev.weft.spark.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.cluster.PredictionJob;
import dev.weft.cluster.PredictionTotals;
import dev.weft.dataset.Progress;
import dev.weft.spark.ml.WeftModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.functions;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * What a model says of the images at paths and URIs, as a table of Parquet files: a row for each, with the columns of
 * {@code weft predict --csv}, but all probabilities in one.
 */
public final class PredictionTable {
  /** So many images are a task and a file of the table, unless the cluster has more slots. */
  private static final int OF_TASK = 1000;

  /** Hardly a probability occurs twice, so that a dictionary of them only takes time. */
  private static final Map<String, String> DISTINCT =
      Map.of(
          "parquet.enable.dictionary#probabilities.list.element", "false",
          "parquet.enable.dictionary#scores.list.element", "false");

  private static final int TASKS_OF_SLOT = 4;
  private static final int SHOWN_ERRORS = 3;
  private static final long LOOK_MILLIS = 100;
  private static final int MOST_LOOKS = 50;

  private final SparkSession session;
  private final SparkContext context;
  private final PredictionJob job;
  private final String group = "weft predict " + System.nanoTime();

  public PredictionTable(SparkSession session, PredictionJob job) {
    this.session = session;
    this.job = job;
    context = session.sparkContext();
  }

  /**
   * Writes it.
   *
   * @param progress receives how many images are done
   * @param stop asked often
   * @return empty if it was stopped
   * @throws WeftException if there is no image, if the table cannot be written, or if the cluster fails
   */
  public Optional<PredictionTotals> write(Progress progress, BooleanSupplier stop) {
    OutFolder out = new OutFolder(job.out(), context.hadoopConfiguration());
    out.requireFree(job.overwrite());
    WeftModel model = model();
    ImageListing listing = new ImageListing(context.hadoopConfiguration());
    job.images().forEach(listing::add);
    long images = listing.images().size();
    AtomicLong done = new AtomicLong();
    SparkListener counter = counter(done);
    context.addSparkListener(counter);
    long start = System.nanoTime();
    try {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                context.setJobGroup(group, group, true);
                Dataset<Row> answers = answers(model, listing.images());
                answers.write().mode(SaveMode.Overwrite).options(DISTINCT).parquet(out.path().toString());
              },
              task -> Thread.ofPlatform().daemon().name(group).start(task));
      boolean isWritten = isFinished(writing, stop, () -> progress.count("predicting", done.get(), images, "images"));
      if (!isWritten) {
        clear(out);
        return Optional.empty();
      }
      progress.count("predicting", images, images, "images");
      return Optional.of(counted(out, listing, (System.nanoTime() - start) / 1e9));
    } catch (CompletionException e) {
      clear(out);
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      throw new WeftException("the predictions failed: " + SparkFailure.sentence(e.getCause()), e);
    } finally {
      if (!context.isStopped()) {
        context.removeSparkListener(counter);
      }
    }
  }

  private WeftModel model() {
    WeftModel model =
        WeftModel.of(job.model())
            .setInputCol("image")
            .setPredictionCol("")
            .setRaw(job.raw())
            .setInvert(job.invert())
            .setPrepare(job.prepare().name().toLowerCase(Locale.ROOT))
            .setClassNames(job.classNames().toArray(String[]::new))
            .setScaling(job.scaling());
    job.unsureBelow().ifPresent(model::setUnsureBelow);
    return model;
  }

  private Dataset<Row> answers(WeftModel model, List<String> images) {
    int most = TASKS_OF_SLOT * context.defaultParallelism();
    int tasks = Math.max(Math.min(images.size(), most), images.size() / OF_TASK);
    Dataset<Row> files =
        session
            .createDataset(
                JavaSparkContext.fromSparkContext(context).parallelize(images, tasks).rdd(), Encoders.STRING())
            .toDF("image");
    Dataset<Row> answered = model.transform(files);
    List<Column> columns = new ArrayList<>();
    columns.add(col("image"));
    for (String name : answered.select("classification.*").columns()) {
      columns.add(col("classification." + name));
    }
    String all = answered.select("classification.*").columns()[2].equals("score") ? "scores" : "probabilities";
    Column vector = col("probability");
    Column values = when(vector.isNotNull(), functions.vector_to_array(vector, "float64"));
    columns.add(columns.size() - 2, values.as(all)); // before notes and error
    return answered.select(columns.toArray(Column[]::new));
  }

  private static SparkListener counter(AtomicLong done) {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null) {
          done.addAndGet(task.taskMetrics().outputMetrics().recordsWritten());
        }
      }
    };
  }

  /** Waits; false if it was stopped before. */
  private boolean isFinished(CompletableFuture<Void> writing, BooleanSupplier stop, Runnable show) {
    while (true) {
      try {
        writing.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        show.run();
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        context.cancelJobGroupAndFutureJobs(group);
        Thread.currentThread().interrupt();
        return false;
      }
      if (stop.getAsBoolean()) {
        if (!context.isStopped()) {
          context.cancelJobGroupAndFutureJobs(group);
        }
        writing.exceptionally(failed -> null).join();
        return false;
      }
    }
  }

  /** Removes what is not finished, once nobody writes it any more. */
  private void clear(OutFolder out) {
    for (int looks = 0; looks < MOST_LOOKS && !context.isStopped() && isRunning(); looks++) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    out.deleteUnfinished();
  }

  private boolean isRunning() {
    return Stream.of(context.statusTracker().getExecutorInfos()).anyMatch(executor -> executor.numRunningTasks() > 0);
  }

  private PredictionTotals counted(OutFolder out, ImageListing listing, double seconds) {
    try {
      return totals(out, listing, seconds);
    } catch (WeftException e) {
      throw e;
    } catch (Exception e) { // of which Spark declares none
      throw new WeftException(
          "the answers are in %s, but could not be counted: %s"
              .formatted(Quoted.text(job.out()), SparkFailure.sentence(e)),
          e);
    }
  }

  private PredictionTotals totals(OutFolder out, ImageListing listing, double seconds) {
    long images = listing.images().size();
    Dataset<Row> table = read(out);
    Map<String, Long> classes = new LinkedHashMap<>();
    long unreadable = 0;
    long all = 0;
    for (Row row : table.groupBy("class").count().sort(col("count").desc(), col("class")).collectAsList()) {
      all += row.getLong(1);
      if (row.isNullAt(0)) {
        unreadable = row.getLong(1);
      } else {
        classes.put(row.getString(0), row.getLong(1));
      }
    }
    if (all != images) {
      throw elsewhere(null);
    }
    List<String> errors = new ArrayList<>();
    if (unreadable > 0) {
      for (Row row : table.filter("error is not null").select("image", "error").takeAsList(SHOWN_ERRORS)) {
        errors.add(row.getString(0) + ": " + row.getString(1));
      }
    }
    return new PredictionTotals(images, unreadable, classes, errors, listing.passedOver(), seconds);
  }

  private Dataset<Row> read(OutFolder out) {
    try {
      return session.read().parquet(out.path().toString());
    } catch (Exception e) { // of which Spark declares none
      if (e instanceof AnalysisException) {
        throw elsewhere(e); // the folder holds no table
      }
      throw e;
    }
  }

  private WeftException elsewhere(Exception cause) {
    return new WeftException(
        "the answers are not all in %s: each machine wrote to a disk of its own; name a folder that all machines reach."
            .formatted(Quoted.text(job.out())),
        cause);
  }
}
