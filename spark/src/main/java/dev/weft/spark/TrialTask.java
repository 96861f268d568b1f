package dev.weft.spark;

import dev.weft.Folders;
import dev.weft.dataset.Progress;
import dev.weft.experiment.BaseFile;
import dev.weft.explain.robustness.StudyRobustness;
import dev.weft.run.Recording;
import dev.weft.run.RunCopy;
import dev.weft.spark.TrialMessage.Answer;
import dev.weft.spark.TrialMessage.Beat;
import dev.weft.spark.TrialMessage.Begin;
import dev.weft.spark.TrialMessage.Count;
import dev.weft.spark.TrialMessage.Event;
import dev.weft.spark.TrialMessage.Frozen;
import dev.weft.spark.TrialMessage.Note;
import dev.weft.spark.TrialMessage.Step;
import dev.weft.spark.TrialMessage.Views;
import dev.weft.study.FurtherMeasurement;
import dev.weft.study.StudyTrial;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialLeg;
import dev.weft.study.TrialResult;
import dev.weft.train.Callback;
import dev.weft.train.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * Carries out a leg on an executor, in a temporary folder. It begins with what the driver has of the run, and sends
 * what changes: so the run goes on elsewhere when this executor is lost. A fault of the training is a result; only a
 * fault of the machine is an exception, after which Spark makes another attempt.
 */
final class TrialTask implements Function<TrialJob, TrialEnd> {
  private static final long BEAT_MILLIS = 1_000;

  /** A driver that is silent for so long is gone. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  @Override
  public TrialEnd call(TrialJob job) throws IOException {
    TaskContext task = TaskContext.get();
    long attempt = task.taskAttemptId();
    Answer begun = TrialPlugin.ask(new Begin(job.key(), attempt));
    if (begun.stop()) {
      return TrialEnd.stopped();
    }
    Path folder = Files.createTempDirectory("weft-trial-");
    try (Sender sender = new Sender(job.key(), attempt, folder.resolve(job.run()), task)) {
      if (!begun.files().isEmpty()) {
        Files.createDirectories(sender.run);
        new RunCopy(sender.run).write(begun.files());
      }
      job.bases().forEach(base -> BaseFile.copied(base.sha256(), base.path()));
      Optional<FurtherMeasurement> further =
          job.isMeasured() ? Optional.of(StudyRobustness::measured) : Optional.empty();
      Optional<TrialResult> result =
          new TrialLeg(job.leg(), sender.run, job.study(), ExecutorData.of(job.data()), further)
              .checkpointEvery(Duration.ofSeconds(job.checkpointSeconds()))
              .perform(job.threads(), Recording::none, () -> {}, sender, sender::isStopped);
      sender.close();
      Map<String, byte[]> files = new RunCopy(sender.run).all();
      return new TrialEnd(
          result.map(TrialResult::state).orElse(null),
          result.map(TrialResult::reason).orElse(""),
          files,
          sender.rest());
    } finally {
      Folders.delete(folder);
    }
  }

  /** Sends each second what happened, and learns whether to stop. */
  private static final class Sender implements StudyWatcher, AutoCloseable {
    private final String key;
    private final long attempt;
    private final Path run;
    private final TaskContext task;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("weft-beat").unstarted(this::beat);
    private final List<Event> unsent = new ArrayList<>();
    private RunCopy copy;
    private long reported = -1;
    private volatile boolean isStopped;
    private volatile boolean isOver;

    // of the training's thread; the place is written last
    private int steps;
    private double loss;
    private double accuracy;
    private volatile long place = -1;

    Sender(String key, long attempt, Path run, TaskContext task) {
      this.key = key;
      this.attempt = attempt;
      this.run = run;
      this.task = task;
      this.copy = new RunCopy(run);
      thread.start();
    }

    boolean isStopped() {
      return isStopped || task.isInterrupted();
    }

    private void beat() {
      long answered = System.nanoTime();
      while (!isOver && !isStopped) {
        try {
          TimeUnit.MILLISECONDS.sleep(BEAT_MILLIS);
        } catch (InterruptedException e) {
          continue; // it is over
        }
        List<Event> happened = rest();
        try {
          isStopped = TrialPlugin.ask(new Beat(key, attempt, copy.changes(), happened)).stop();
          unsent.clear();
          answered = System.nanoTime();
        } catch (RuntimeException e) {
          copy = new RunCopy(run); // what it did not take is sent again
          isStopped = System.nanoTime() - answered > PATIENCE_NANOS;
        }
      }
    }

    /** What the driver has not heard of; of the thread that beats and, after it, of the one that closed this. */
    List<Event> rest() {
      for (Event event = events.poll(); event != null; event = events.poll()) {
        unsent.add(event);
      }
      long now = place;
      if (now != reported) {
        reported = now;
        unsent.add(new Step((int) (now >> Integer.SIZE), (int) now, steps, loss, accuracy));
      }
      return new ArrayList<>(unsent);
    }

    @Override
    public Callback started(StudyTrial trial, int threads) {
      return new Callback() {
        @Override
        public void note(String sentence) {
          events.add(new Note(sentence));
        }

        @Override
        public void frozenOutputs(int images, int all) {
          events.add(new Frozen(images, all));
        }

        @Override
        public void viewsEvaluated(String images, int views, int all) {
          events.add(new Views(images, views, all));
        }

        @Override
        public Verdict batchEnd(int epoch, int step, int stepsOfEpoch, double lossOfEpoch, double accuracyOfEpoch) {
          steps = stepsOfEpoch;
          loss = lossOfEpoch;
          accuracy = accuracyOfEpoch;
          place = (long) epoch << Integer.SIZE | step;
          return Verdict.CONTINUE;
        }
      };
    }

    @Override
    public Progress measuring(StudyTrial trial) {
      return new Progress() {
        @Override
        public void note(String sentence) {
          events.add(new Note(sentence));
        }

        @Override
        public void count(String doing, long done, long total, String things) {
          events.add(new Count(doing, done, total, things));
        }
      };
    }

    /** Waits until nothing more is sent. */
    @Override
    public void close() {
      isOver = true;
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
