package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.config.Config;
import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.Profile;
import dev.weft.engine.Program;
import dev.weft.experiment.ModelSettings;
import dev.weft.experiment.TestTimeAugmentation;
import dev.weft.experiment.Trial;
import dev.weft.experiment.Validation;
import dev.weft.keras.Json;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.kernel.Simd;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Unsure;
import dev.weft.model.Outputs;
import dev.weft.outlier.Unlikeness;
import dev.weft.source.DataPart;
import dev.weft.store.StudyPlace;
import dev.weft.train.Callback;
import dev.weft.train.CsvLog;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.MarginsLog;
import dev.weft.train.Model;
import dev.weft.train.ViewedEvaluation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** A trial carried out, with all that comes of it in a folder. */
public final class Run {
  private final Trial trial;
  private final RunFolder folder;
  private final int threads;
  private final Optional<StudyPlace> place;
  private final Function<Results, List<Warning>> judge;
  private final String name;
  private final Map<String, Object> provenance;
  private boolean diverged;
  private Duration checkpointEvery = Fit.CHECKPOINT_EVERY;

  /**
   * @param place in a study, of a run that belongs to one
   * @param judge says what one should know before believing results
   */
  public Run(
      Trial trial, RunFolder folder, int threads, Optional<StudyPlace> place, Function<Results, List<Warning>> judge) {
    this(trial, folder, threads, place, judge, "");
  }

  /**
   * @param place in a study, of a run that belongs to one
   * @param judge says what one should know before believing results
   * @param name what users call it; empty for how its folder is called, or for the name that it began with
   */
  public Run(
      Trial trial,
      RunFolder folder,
      int threads,
      Optional<StudyPlace> place,
      Function<Results, List<Warning>> judge,
      String name) {
    this.name = name;
    this.place = place;
    this.trial = trial;
    this.folder = folder;
    this.threads = threads;
    this.judge = judge;
    this.provenance = provenance();
  }

  /** How often a checkpoint is written; by default every 30 seconds. */
  public Run checkpointEvery(Duration every) {
    this.checkpointEvery = every;
    return this;
  }

  /**
   * Trains, from the folder's checkpoint on if there is one, evaluates, and writes everything down.
   *
   * @param watcher follows each step and epoch
   * @param recording where it is written down, too, from its beginning to its end, whatever that is
   * @param stop asked after each step whether to write a checkpoint and stop
   * @param profile receives where the time of the training went
   * @return what came out, or nothing when it was stopped
   * @throws WeftException if the training diverged, or a file cannot be written
   */
  public Optional<Results> perform(
      Callback watcher, Recording recording, BooleanSupplier stop, Consumer<Profile> profile) {
    try {
      Optional<Results> results = carryOut(watcher, recording, stop, profile);
      results.ifPresentOrElse(recording::finish, () -> recording.kill("it was stopped; it can go on."));
      return results;
    } catch (RuntimeException | Error e) {
      if (!diverged) {
        recording.fail(e instanceof WeftException ? e.getMessage() : e.toString());
      }
      throw e;
    }
  }

  private Optional<Results> carryOut(
      Callback watcher, Recording recording, BooleanSupplier stop, Consumer<Profile> profile) {
    boolean goesOn = folder.holdsRun();
    folder.write(ProvenanceFile.NAME, Json.pretty(provenance)); // first: it says that the folder is a run's
    folder.write(RunFolder.EXPERIMENT, trial.experiment().toYaml());
    ProvenanceFile file = new ProvenanceFile(provenance);
    recording.begin(
        file.asNew(folder.path(), trial.experiment(), recording.user()),
        goesOn,
        trial,
        Instant.parse(file.text("started")));
    if (trial.experiment().training().stages().size() > 1) {
      trial.requireMemory(); // not only of the first, which says so itself
    }
    Model model = trial.model();
    Fit fit =
        Fit.epochs(trial.experiment().training().epochs())
            .callback(new CsvLog(folder.path().resolve(RunFiles.HISTORY)))
            .callback(watcher)
            .callback(recording)
            .threads(threads)
            .checkpoint(folder.checkpoint(), checkpointEvery)
            .features(CacheFolder.ofUser("features"))
            .stop(() -> recording.isAskedToStop() || stop.getAsBoolean())
            .profile(profile);
    MarginsLog margins = new MarginsLog(trial.train().size());
    fit = trial.experiment().training().margins() ? fit.callback(margins) : fit;
    History history = model.fit(trial.stages(), fit);
    if (history.outcome() == History.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    if (history.outcome() == History.Outcome.DIVERGED) {
      throw diverged(history.reason(), recording);
    }
    Map<DataPart, Scores> plain = new EnumMap<>(DataPart.class);
    Optional<Scores> validation =
        trial.validation().map(set -> scores(model, set, DataPart.VALIDATION, plain, watcher));
    Scores test = scores(model, trial.data().test(), DataPart.TEST, plain, watcher);
    Results results = new Results(trial, folder.path(), threads, history, validation, test, plain, List.of());
    if (!isFinite(results)) {
      throw diverged(
          "what the network says of the images is infinite or no number; try a smaller learning rate.", recording);
    }
    results = results.with(judge.apply(results));
    recording.known();
    keep(results, model, margins);
    return Optional.of(results);
  }

  /** Keeps what was computed, and says that there is no more to come. */
  private WeftException diverged(String reason, Recording recording) {
    diverged = true;
    provenance.put("finished", now());
    provenance.put("diverged", reason);
    folder.write(ProvenanceFile.NAME, Json.pretty(provenance));
    recording.diverge(reason);
    return new WeftException(reason);
  }

  private static boolean isFinite(Results results) {
    return isFinite(results.test()) && results.validation().map(Run::isFinite).orElse(true);
  }

  private static boolean isFinite(Scores scores) {
    return Double.isFinite(Metric.LOSS.in(scores.metrics()))
        && DoubleStream.of(scores.predictions().probabilities()).allMatch(Double::isFinite);
  }

  /**
   * @param plain takes those without test-time augmentation, where there is some
   */
  private Scores scores(Model model, ImageSet set, DataPart part, Map<DataPart, Scores> plain, Callback watcher) {
    TestTimeAugmentation asked = trial.experiment().training().testTimeAugmentation();
    if (asked == null) {
      return Scores.of(model.evaluate(set, Model.EVALUATION_BATCH, threads));
    }
    ViewedEvaluation both =
        model.evaluate(
            set,
            asked.views(),
            Model.EVALUATION_BATCH,
            threads,
            (views, all) -> watcher.viewsEvaluated(part.images(), views, all));
    plain.put(part, Scores.of(both.plain()));
    return Scores.of(both.mean());
  }

  /** {@code metrics.json} comes last: it says that all is there. */
  private void keep(Results results, Model model, MarginsLog margins) {
    provenance.put("finished", now());
    provenance.put("epochs", results.history().epochs().size());
    provenance.put("train_seconds", results.trainSeconds());
    provenance.put("evaluate_seconds", results.test().seconds());
    Optional<Predictions> validation = validation(results, model);
    Metadata metadata =
        new Metadata(
            trial.train().classNames(),
            trial.data().name(),
            Optional.of(trial.data().intake()),
            validation.map(Unsure::below).orElse(OptionalDouble.empty()),
            validation.map(Confidence::fit),
            Unlikeness.fit(model, trial.train(), trial.validation(), threads),
            provenance);
    KerasFile.write(folder.path().resolve(RunFolder.MODEL), new KerasModel(model, metadata));
    folder.write(PredictionsFile.NAME, PredictionsFile.of(trial.data().test(), results.test().predictions()).text());
    if (trial.experiment().data().validation() instanceof Validation.Fold) {
      Predictions ofFold = results.validation().orElseThrow().predictions();
      folder.write(PredictionsFile.OF_FOLD, PredictionsFile.of(trial.validation().orElseThrow(), ofFold).text());
    }
    if (!margins.epochs().isEmpty()) {
      folder.write(MarginsFile.NAME, MarginsFile.of(trial.train(), margins.epochs()).text());
    }
    if (!results.plain().isEmpty()) {
      Scores plain = results.plain().get(DataPart.TEST);
      folder.write(PredictionsFile.WITHOUT_TTA, PredictionsFile.of(trial.data().test(), plain.predictions()).text());
    }
    folder.write(ProvenanceFile.NAME, Json.pretty(provenance));
    Map<String, Object> metrics = results.toMap();
    metrics.put("files", RunFiles.checksums(folder.path()));
    folder.write(RunFolder.METRICS, Json.pretty(metrics));
    folder.removeCheckpoint();
  }

  /** What the network says of the validation images, of one view, as predictions are; scores are no probabilities. */
  private static Optional<Predictions> validation(Results results, Model model) {
    if (Outputs.of(model.network(), model.loss()).areScores()) {
      return Optional.empty();
    }
    return results.validation().map(scores -> results.plain().getOrDefault(DataPart.VALIDATION, scores).predictions());
  }

  /** What the numbers were measured on. */
  private Map<String, Object> provenance() {
    boolean before = ProvenanceFile.isIn(folder.path());
    ProvenanceFile earlier = before ? ProvenanceFile.read(folder.path()) : new ProvenanceFile(Map.of());
    String id = before ? earlier.text("id") : String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    Map<String, Object> map = new LinkedHashMap<>();
    putIfSaid(map, "id", id);
    putIfSaid(map, "name", name.isEmpty() ? earlier.text("name") : name);
    place.ifPresent(of -> map.put("study", ProvenanceFile.map(of)));
    map.put("weft", Optional.ofNullable(Run.class.getPackage().getImplementationVersion()).orElse("unpackaged"));
    map.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    map.put("system", "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    map.put("lane_bits", Simd.BITS);
    map.put("simd", Simd.REASON);
    map.put("winograd", Program.usesWinograd());
    map.put("threads", threads);
    map.put("seed", trial.experiment().training().seed());
    map.put("dataset", dataset());
    map.put("split", split());
    map.put("scaling", Config.write(trial.experiment().data().scaling()));
    ModelSettings model = trial.experiment().model();
    if (model.from() != null) {
      map.put("base", Map.of("file", model.from(), "sha256", model.sha256()));
    }
    map.put("started", before ? earlier.text("started") : now()); // when it began first
    map.put("resumed", folder.hasCheckpoint());
    return map;
  }

  private static void putIfSaid(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private Map<String, Object> dataset() {
    Map<String, Object> map = Results.dataset(trial.data());
    map.put("origin", trial.data().origin());
    if (!trial.data().sha256().isEmpty()) {
      map.put("files", trial.data().sha256());
    }
    return map;
  }

  private Map<String, Object> split() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(DataPart.VALIDATION.word(), Config.kind(trial.experiment().data().validation()));
    map.put(ProvenanceFile.images(DataPart.TRAIN), trial.train().size());
    map.put(ProvenanceFile.images(DataPart.VALIDATION), trial.validation().map(ImageSet::size).orElse(0));
    map.put(ProvenanceFile.images(DataPart.TEST), trial.data().test().size());
    return map;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
