package dev.weft.tracker;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.metrics.Metric;
import dev.weft.run.Setting;
import dev.weft.run.TrackedRun;
import dev.weft.run.TrackedStudy;
import dev.weft.run.Tracker;
import dev.weft.source.DataPart;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.StudyPlace;
import dev.weft.tensorboard.EventFile;
import dev.weft.tensorboard.HyperParameters;
import dev.weft.tensorboard.Images;
import dev.weft.tensorboard.Scalar;
import dev.weft.tensorboard.Summary;
import dev.weft.train.EpochResult;
import dev.weft.train.Monitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * TensorBoard: a folder for each run, in it {@code train}, {@code validation} and {@code test} with scalars as Keras
 * names them, the network, and at the end the confusion matrix and the worst mistakes as images. The run itself is a
 * row of HPARAMS. The runs of a study lie in a folder of its name, whose experiment says which settings vary.
 */
public final class TensorBoardTracker implements Tracker {
  private static final String EPOCH = "epoch_";
  private static final int LONGEST_SETTING = 100;
  private static final int LONGEST_FOLDER = 120; // bytes; file systems take 255

  private final Path root;
  private final Map<String, Map<String, List<String>>> varied = new HashMap<>();
  private final Map<String, RunFolders> runs = new HashMap<>();

  /** A run's folder, and how far each part of it is; what is written again is not written twice. */
  private static final class RunFolders {
    private final Path folder;
    private final String owner;
    private final Map<String, EventFile> files = new TreeMap<>();
    private final Map<String, OptionalLong> last = new HashMap<>();

    RunFolders(Path folder, String owner) {
      this.folder = folder;
      this.owner = owner;
    }

    private Path part(String name) {
      return name.isEmpty() ? folder : folder.resolve(name);
    }

    EventFile file(String part) {
      return files.computeIfAbsent(part, name -> EventFile.begin(part(name), owner));
    }

    boolean has(String part, String tag, long step) {
      OptionalLong known = last.computeIfAbsent(part + " " + tag, key -> EventFile.lastStep(part(part), owner, tag));
      return known.isPresent() && step <= known.getAsLong();
    }

    /** Writes what has not been written up to this step. */
    void write(String part, String tag, long step, Instant moment, List<? extends Summary> summaries) {
      if (!has(part, tag, step)) {
        file(part).write(step, moment, summaries);
        last.put(part + " " + tag, OptionalLong.of(step));
      }
    }

    void close() {
      files.values().forEach(EventFile::close);
      files.clear();
    }
  }

  /**
   * @param root the folder that TensorBoard is to read, made where it is not there
   */
  public TensorBoardTracker(Path root) {
    this.root = root;
  }

  @Override
  public String place() {
    return "TensorBoard's folder " + root;
  }

  @Override
  public String again() {
    return "weft runs export tensorboard " + Quoted.argument(root.toString());
  }

  @Override
  public void write(TrackedStudy study) {
    boolean isKnown = varied.put(study.name(), study.settings()) != null;
    if (isKnown || study.settings().isEmpty()) {
      return;
    }
    Map<String, List<Object>> settings = new LinkedHashMap<>();
    study.settings().forEach((name, values) -> settings.put(name, values.stream().map(Setting::of).toList()));
    HyperParameters.Experiment experiment =
        new HyperParameters.Experiment(study.name(), study.begun(), settings, metrics());
    RunFolders folders = new RunFolders(root.resolve(safe(study.name())), "study");
    folders.write("", "_hparams_/experiment", 0, study.begun(), List.of(experiment));
    folders.close();
  }

  /** What is compared, each where it is written. */
  private static List<HyperParameters.MetricTag> metrics() {
    List<HyperParameters.MetricTag> metrics = new ArrayList<>();
    for (DataPart part : List.of(DataPart.TEST, DataPart.VALIDATION, DataPart.TRAIN)) {
      for (Metric metric : List.of(Metric.ACCURACY, Metric.LOSS)) {
        metrics.add(new HyperParameters.MetricTag(part.word(), EPOCH + metric.key(), metric.words(part)));
      }
    }
    return metrics;
  }

  @Override
  public void write(TrackedRun tracked) {
    RunRecord run = tracked.run();
    RunFolders folders = runs.computeIfAbsent(run.id(), id -> new RunFolders(folder(run), owner(id)));
    begin(tracked, folders);
    for (EpochResult epoch : tracked.epochs()) {
      writeEpoch(tracked, epoch, folders);
    }
    if (run.state() == RunState.FINISHED) {
      writeResults(tracked, folders);
    }
    boolean isOver = Set.of(RunState.FINISHED, RunState.FAILED, RunState.DIVERGED).contains(run.state());
    if (isOver) { // TensorBoard keeps the first end; what was stopped may go on
      Instant ended = run.ended().orElse(run.seen());
      boolean isGood = run.state() == RunState.FINISHED;
      folders.write("", "_hparams_/session_end_info", 0, ended, List.of(new HyperParameters.SessionEnd(isGood, ended)));
    }
    if (run.state() != RunState.RUNNING) {
      folders.close();
      runs.remove(run.id());
    }
  }

  /** The folder of its name or, if another run has that, with its id. */
  private Path folder(RunRecord run) {
    Path above = run.place().map(place -> root.resolve(safe(place.study()))).orElse(root);
    String name = safe(run.place().map(TensorBoardTracker::trial).orElse(run.name()));
    Path own = above.resolve(name);
    return EventFile.isOfOthers(own, owner(run.id())) ? above.resolve(name + "-" + owner(run.id())) : own;
  }

  /** Without the name of a study's only part, which is the study's. */
  private static String trial(StudyPlace place) {
    String part = place.study() + "/";
    return place.trial().startsWith(part) ? place.trial().substring(part.length()) : place.trial();
  }

  private static String owner(String id) {
    return safe(id).replaceAll("[^A-Za-z0-9]", "");
  }

  /** As the name of one folder. */
  private static String safe(String name) {
    String plain = name.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}._-]+", "-").replaceFirst("^[.-]+", "");
    while (plain.getBytes(StandardCharsets.UTF_8).length > LONGEST_FOLDER) {
      plain = plain.substring(0, plain.offsetByCodePoints(plain.length(), -1));
    }
    return plain.isEmpty() ? "run" : plain;
  }

  private void begin(TrackedRun tracked, RunFolders folders) {
    RunRecord run = tracked.run();
    Map<String, Object> settings = new LinkedHashMap<>();
    Set<String> wanted =
        run.place()
            .map(place -> varied.getOrDefault(place.study(), Map.of()).keySet())
            .filter(names -> !names.isEmpty())
            .orElse(run.parameters().keySet());
    for (String name : wanted) {
      String value = run.parameters().get(name);
      if (value != null && value.length() <= LONGEST_SETTING) {
        settings.put(name, Setting.of(value));
      }
    }
    HyperParameters.SessionStart start = new HyperParameters.SessionStart(settings, run.begun());
    folders.write("", "_hparams_/session_start_info", 0, run.begun(), List.of(start));
    if (tracked.network().isPresent() && !folders.has(DataPart.TRAIN.word(), "network", 0)) {
      // the network is no summary: whoever has an epoch, or begins, wrote it before
      if (!folders.has(DataPart.TRAIN.word(), EPOCH + Metric.LOSS.key(), 0)) {
        folders.file(DataPart.TRAIN.word()).write(tracked.network().get());
      }
      folders.last.put(DataPart.TRAIN.word() + " network", OptionalLong.of(0));
    }
  }

  private static void writeEpoch(TrackedRun tracked, EpochResult epoch, RunFolders folders) {
    Instant moment = EpochMoment.of(tracked, epoch);
    for (DataPart part : List.of(DataPart.TRAIN, DataPart.VALIDATION)) {
      List<Scalar> scalars = new ArrayList<>();
      for (Monitor monitor : epoch.measured()) {
        if (monitor.part() == part) {
          scalars.add(new Scalar(EPOCH + monitor.metric().key(), monitor.of(epoch)));
        }
      }
      if (part == DataPart.TRAIN) {
        scalars.add(new Scalar(EPOCH + EpochResult.LEARNING_RATE, epoch.learningRate()));
      }
      if (!scalars.isEmpty()) {
        folders.write(part.word(), EPOCH + Metric.LOSS.key(), epoch.epoch(), moment, scalars);
      }
    }
    Iterations.of(tracked, epoch)
        .ifPresent(steps -> {
          List<Scalar> scalars =
              epoch.measured().stream()
                  .filter(Monitor::validates)
                  .map(monitor ->
                      new Scalar("evaluation_" + monitor.metric().key() + "_vs_iterations", monitor.of(epoch)))
                  .toList();
          if (!scalars.isEmpty()) {
            String tag = "evaluation_" + Metric.LOSS.key() + "_vs_iterations";
            folders.write(DataPart.VALIDATION.word(), tag, steps, moment, scalars);
          }
        });
  }

  private static void writeResults(TrackedRun tracked, RunFolders folders) {
    RunRecord run = tracked.run();
    long step = Math.max(0, tracked.epochs().size() - 1);
    Instant ended = run.ended().orElse(run.seen());
    List<Scalar> scalars = new ArrayList<>();
    String prefix = DataPart.TEST.path("");
    run.metrics()
        .forEach((name, value) -> {
          if (name.startsWith(prefix)) {
            scalars.add(new Scalar(EPOCH + name.substring(prefix.length()), value));
          }
        });
    if (!scalars.isEmpty()) {
      folders.write(DataPart.TEST.word(), EPOCH + Metric.LOSS.key(), step, ended, scalars);
    }
    for (ResultImage image : ResultImage.values()) {
      if (!folders.has(DataPart.TEST.word(), image.tag(), step)) {
        image
            .of(tracked)
            .ifPresent(chart -> {
              Images images = new Images(image.tag(), 2 * chart.width(), 2 * chart.height(), List.of(chart.png()));
              folders.write(DataPart.TEST.word(), image.tag(), step, ended, List.of(images));
            });
      }
    }
  }

  @Override
  public void close() {
    try {
      runs.values().forEach(RunFolders::close);
    } catch (WeftException e) {
      // each event was whole when the call that wrote it returned
    }
  }
}
