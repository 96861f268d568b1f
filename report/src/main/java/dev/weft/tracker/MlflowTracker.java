package dev.weft.tracker;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.chart.Chart;
import dev.weft.mlflow.MlflowMetric;
import dev.weft.mlflow.MlflowNames;
import dev.weft.mlflow.MlflowRun;
import dev.weft.mlflow.MlflowStatus;
import dev.weft.mlflow.MlflowStore;
import dev.weft.run.TrackedRun;
import dev.weft.run.TrackedStudy;
import dev.weft.run.Tracker;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.StudyPlace;
import dev.weft.train.EpochResult;
import dev.weft.train.Monitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MLflow: each run with its settings, the figures of its epochs as Keras names them, its metrics, its files and charts.
 * It is found again by the tag {@code weft.run_id}. The runs of a study are below one run that is the study.
 */
public final class MlflowTracker implements Tracker {
  private static final String RUN_ID = "weft.run_id";
  private static final String STUDY = "weft.study";

  /** What a run leaves in its folder, and is kept with it. */
  private static final List<String> FILES =
      List.of(
          "model.keras",
          "experiment.yaml",
          "metrics.json",
          "history.csv",
          "predictions.csv",
          "provenance.json",
          "report.html");

  private final MlflowStore store;
  private final String uri;
  private final Optional<String> experimentName;
  private final Map<String, String> experiments = new HashMap<>();
  private final Map<String, Known> studies = new HashMap<>();
  private final Map<String, Known> known = new HashMap<>();

  /** A run, and what it has there. */
  private static final class Known {
    private final MlflowRun run;
    private final Map<String, Long> steps;
    private boolean hasParameters;
    private MlflowStatus status;
    private final Set<String> files = new HashSet<>();

    Known(MlflowRun run) {
      this.run = run;
      steps = new HashMap<>(run.steps());
    }
  }

  /**
   * @param uri as MLflow names its store; see {@link MlflowStore#at}
   * @param environment may name the experiment by {@code MLFLOW_EXPERIMENT_NAME}, and have what a server asks for
   * @throws WeftException if it is of another kind
   */
  public MlflowTracker(String uri, Map<String, String> environment) {
    store = MlflowStore.at(uri, environment);
    this.uri = MlflowStore.withoutPassword(uri);
    experimentName = Optional.ofNullable(environment.get("MLFLOW_EXPERIMENT_NAME")).filter(name -> !name.isBlank());
  }

  /** A store's name as others may see it: without a user and a password. */
  public static String withoutPassword(String uri) {
    return MlflowStore.withoutPassword(uri);
  }

  @Override
  public String place() {
    return "MLflow (" + store.place() + ")";
  }

  @Override
  public String again() {
    return "weft runs export mlflow " + Quoted.argument(uri);
  }

  @Override
  public void write(TrackedStudy study) {
    Known parent = study(study.name(), study.user(), study.begun());
    update(parent, study.state(), study.ended());
  }

  private Known study(String name, String user, Instant begun) {
    return studies.computeIfAbsent(
        name,
        key -> {
          String experiment = experiment(name);
          Map<String, String> tags = tags(name, user);
          tags.put(STUDY, name);
          tags.put("weft.kind", "study");
          return new Known(
              store.find(experiment, STUDY, name).orElseGet(() -> store.create(experiment, name, user, begun, tags)));
        });
  }

  private String experiment(String usual) {
    return experiments.computeIfAbsent(experimentName.orElse(usual), store::experiment);
  }

  private static Map<String, String> tags(String name, String user) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.runName", name);
    tags.put("mlflow.user", user);
    tags.put("mlflow.source.name", "weft");
    tags.put("mlflow.source.type", "LOCAL");
    return tags;
  }

  @Override
  public void write(TrackedRun tracked) {
    RunRecord run = tracked.run();
    Known there = known.computeIfAbsent(run.id(), id -> new Known(found(run)));
    if (!there.hasParameters && !hasAll(there.run, run.parameters().keySet())) {
      store.log(there.run, List.of(), run.parameters(), provenance(run));
    }
    there.hasParameters = true;
    List<MlflowMetric> metrics = new ArrayList<>();
    tracked.epochs().forEach(epoch -> addEpoch(tracked, epoch, there, metrics));
    addMetrics(tracked, there, metrics);
    Map<String, String> tags = run.state() == RunState.RUNNING ? Map.of() : endTags(run);
    if (!metrics.isEmpty() || !tags.isEmpty()) {
      store.log(there.run, metrics, Map.of(), tags);
    }
    metrics.forEach(metric -> there.steps.merge(metric.name(), metric.step(), Math::max));
    update(there, run.state(), run.ended());
    if (tracked.finished().isPresent()) {
      keepFiles(tracked, there);
    }
  }

  /** Parameters are the last of what a run begins with; one that broke off then has not all of them. */
  private static boolean hasAll(MlflowRun run, Set<String> parameters) {
    return parameters.stream().map(MlflowNames::name).allMatch(run.parameters()::contains);
  }

  private MlflowRun found(RunRecord run) {
    String usual = run.place().map(StudyPlace::study).orElse(run.experiment());
    String experiment = experiment(usual);
    return store
        .find(experiment, RUN_ID, run.id())
        .orElseGet(() -> {
          Map<String, String> tags = tags(run.name(), run.user());
          tags.put(RUN_ID, run.id());
          run.place()
              .ifPresent(place -> {
                tags.put("mlflow.parentRunId", study(place.study(), run.user(), run.begun()).run.id());
                tags.put("weft.trial", place.trial());
              });
          return store.create(experiment, run.name(), run.user(), run.begun(), tags);
        });
  }

  private static Map<String, String> provenance(RunRecord run) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("weft.dataset", run.dataset());
    tags.put("weft.experiment", run.experiment());
    run.folder().ifPresent(folder -> tags.put("weft.folder", folder.toString()));
    run.provenance().forEach((name, value) -> tags.put("weft.provenance." + name, value));
    return tags;
  }

  private static Map<String, String> endTags(RunRecord run) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("weft.state", run.state().toString());
    tags.put("weft.reason", run.reason());
    if (!run.note().isEmpty()) {
      tags.put("mlflow.note.content", run.note());
    }
    run.tags().forEach(tag -> tags.put(tag, "true"));
    return tags;
  }

  private static void addEpoch(TrackedRun tracked, EpochResult epoch, Known there, List<MlflowMetric> metrics) {
    if (there.steps.getOrDefault(Monitor.LOSS.toString(), -1L) >= epoch.epoch()) {
      return;
    }
    Instant moment = EpochMoment.of(tracked, epoch);
    epoch
        .values()
        .forEach((name, value) -> {
          if (!Double.isNaN(value) || name.equals(Monitor.LOSS.toString())) {
            metrics.add(new MlflowMetric(MlflowNames.name(name), value, moment, epoch.epoch()));
          }
        });
  }

  /** What came out, each once. */
  private static void addMetrics(TrackedRun tracked, Known there, List<MlflowMetric> metrics) {
    RunRecord run = tracked.run();
    Instant moment = run.ended().orElse(run.seen());
    long step = Math.max(0, tracked.epochs().size() - 1);
    run.metrics()
        .forEach((name, value) -> {
          String plain = MlflowNames.name(name);
          if (!there.steps.containsKey(plain)) {
            metrics.add(new MlflowMetric(plain, value, moment, step));
          }
        });
  }

  private void update(Known there, RunState state, Optional<Instant> ended) {
    MlflowStatus status =
        switch (state) {
          case RUNNING -> MlflowStatus.RUNNING;
          case FINISHED -> MlflowStatus.FINISHED;
          case FAILED, DIVERGED -> MlflowStatus.FAILED;
          case KILLED, STOPPED -> MlflowStatus.KILLED;
        };
    if (status != there.status) {
      store.update(there.run, status, status == MlflowStatus.RUNNING ? Optional.empty() : ended);
      there.status = status;
    }
  }

  private void keepFiles(TrackedRun tracked, Known there) {
    Path folder = tracked.finished().orElseThrow().folder();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file) && !there.files.contains(name)) {
        store.artifact(there.run, name, file);
        there.files.add(name);
      }
    }
    for (ResultImage image : ResultImage.values()) {
      String name = "charts/" + image.tag() + ".png";
      if (!there.files.contains(name)) {
        image.of(tracked).ifPresent(chart -> keep(there.run, name, chart));
        there.files.add(name);
      }
    }
  }

  private void keep(MlflowRun run, String name, Chart chart) {
    Path file = temporary();
    try {
      byte[] png = chart.png();
      WholeFile.write(file, out -> out.write(png));
      store.artifact(run, name, file);
    } finally {
      WholeFile.delete(file);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("weft-", ".png");
    } catch (IOException e) {
      throw WeftException.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /** Nothing is kept open. */
  @Override
  public void close() {}
}
