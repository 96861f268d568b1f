package dev.weft.run;

import dev.weft.experiment.Trial;
import dev.weft.train.EpochResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run that another machine carries out and whose files arrive here: they are written into its folder, and what they
 * say is recorded while it trains.
 */
public final class RemoteRun implements AutoCloseable {
  private final Trial trial;
  private final RunFolder folder;
  private final Recording recording;
  private final RunCopy copy;
  private final boolean goesOn;
  private boolean isRecorded;
  private int epochs;

  /**
   * @param folder is let go with this
   * @param recording is closed with this
   */
  public RemoteRun(Trial trial, RunFolder folder, Recording recording) {
    this.trial = trial;
    this.folder = folder;
    this.recording = recording;
    this.copy = new RunCopy(folder.path());
    this.goesOn = folder.holdsRun();
    this.epochs = goesOn ? RunFolder.history(folder.path()).size() : 0;
  }

  /** What a machine needs that goes on with the run; empty for a new one. */
  public Map<String, byte[]> files() {
    return copy.all();
  }

  /**
   * Files arrived.
   *
   * @throws dev.weft.WeftException if they cannot be written, or are not what Weft writes
   */
  public void arrived(Map<String, byte[]> files) {
    copy.write(files);
    Path path = folder.path();
    if (files.isEmpty() || !folder.holdsRun()) {
      return;
    }
    if (!isRecorded) {
      isRecorded = true;
      ProvenanceFile file = ProvenanceFile.read(path);
      recording.begin(
          file.asNew(path, trial.experiment(), recording.user()), goesOn, trial, Instant.parse(file.text("started")));
    }
    List<EpochResult> history = RunFolder.history(path);
    for (int i = epochs; i < history.size(); i++) {
      recording.epochEnd(history.get(i));
    }
    epochs = Math.max(epochs, history.size());
  }

  /** A step was made; as {@link dev.weft.train.Callback#batchEnd}. */
  public void step(int epoch, int step, int steps, double loss, double accuracy) {
    if (isRecorded) {
      recording.batchEnd(epoch, step, steps, loss, accuracy);
    }
  }

  /** Whether somebody asked the training to stop. */
  public boolean isAskedToStop() {
    return recording.isAskedToStop();
  }

  /** The run came to its end, and its files are here. */
  public void finish() {
    FinishedRun run = FinishedRun.read(folder.path());
    if (isRecorded) {
      recording.finish(folder.path(), run.metrics().epochs(), run.metrics().named(), run.predictions());
    }
  }

  /** Its loss, weights or outputs became infinite or no numbers. */
  public void diverge(String reason) {
    if (isRecorded) {
      recording.diverge(reason);
    }
  }

  /** It ended with an error. */
  public void fail(String reason) {
    if (isRecorded) {
      recording.fail(reason);
    }
  }

  /** It was interrupted. */
  public void kill(String reason) {
    if (isRecorded) {
      recording.kill(reason);
    }
  }

  /** Its study stopped it. */
  public void stop(String reason) {
    if (isRecorded) {
      recording.stop(reason);
    }
  }

  @Override
  public void close() {
    try (recording) {
      folder.close();
    }
  }
}
