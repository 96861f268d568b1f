package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.data.ImageSet;
import dev.weft.engine.Profile;
import dev.weft.interop.Json;
import dev.weft.interop.KerasFile;
import dev.weft.interop.KerasModel;
import dev.weft.interop.Metadata;
import dev.weft.kernel.Simd;
import dev.weft.nn.Config;
import dev.weft.nn.Outputs;
import dev.weft.store.NewRun;
import dev.weft.store.StudyPlace;
import dev.weft.train.Callback;
import dev.weft.train.CsvLog;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** A trial carried out, with all that comes of it in a folder. */
public final class Run {
  private final Trial trial;
  private final RunFolder folder;
  private final int threads;
  private final Optional<StudyPlace> place;
  private final Function<Results, List<Warning>> judge;
  private final Map<String, Object> provenance;

  /**
   * @param place in a study, of a run that belongs to one
   * @param judge says what one should know before believing results
   */
  public Run(
      Trial trial, RunFolder folder, int threads, Optional<StudyPlace> place, Function<Results, List<Warning>> judge) {
    this.place = place;
    this.trial = trial;
    this.folder = folder;
    this.threads = threads;
    this.judge = judge;
    this.provenance = provenance();
  }

  /**
   * Trains, from the folder's checkpoint on if there is one, evaluates, and writes everything down.
   *
   * @param watcher told of each step and epoch
   * @param recording where it is written down, too, from its beginning to its end, whatever that is
   * @param stop asked after each step whether to write a checkpoint and stop
   * @param profile told where the time of the training went
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
      recording.fail(e instanceof WeftException ? e.getMessage() : e.toString());
      throw e;
    }
  }

  private Optional<Results> carryOut(
      Callback watcher, Recording recording, BooleanSupplier stop, Consumer<Profile> profile) {
    boolean goesOn = folder.holdsRun();
    folder.write(ProvenanceFile.NAME, Json.pretty(provenance)); // first: it says that the folder is a run's
    folder.write(RunFolder.EXPERIMENT, trial.experiment().toYaml());
    recording.begin(asNew(), goesOn);
    Model model = trial.model();
    Fit fit =
        trial
            .fit()
            .callback(new CsvLog(folder.path().resolve(RunFiles.HISTORY)))
            .callback(watcher)
            .callback(recording)
            .threads(threads)
            .checkpoint(folder.checkpoint())
            .stop(stop)
            .profile(profile);
    History history = model.fit(trial.train(), fit);
    if (history.outcome() == History.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    if (history.outcome() == History.Outcome.DIVERGED) {
      throw new WeftException(history.reason());
    }
    Results results =
        new Results(
            trial,
            folder.path(),
            threads,
            history,
            trial.validation().map(set -> scores(model, set)),
            scores(model, trial.data().test()),
            List.of());
    results = results.with(judge.apply(results));
    keep(results, model);
    return Optional.of(results);
  }

  private Scores scores(Model model, ImageSet set) {
    return Scores.of(model.evaluate(set, Model.EVALUATION_BATCH, threads), Outputs.of(model.network(), model.loss()));
  }

  /** {@code metrics.json} comes last: it says that all is there. */
  private void keep(Results results, Model model) {
    provenance.put("finished", now());
    provenance.put("epochs", results.history().epochs().size());
    provenance.put("train_seconds", results.trainSeconds());
    provenance.put("evaluate_seconds", results.test().seconds());
    Metadata metadata = new Metadata(trial.train().classNames(), trial.data().name(), provenance);
    KerasFile.write(folder.path().resolve(RunFolder.MODEL), new KerasModel(model, metadata));
    folder.write(PredictionsFile.NAME, PredictionsFile.of(trial.data().test(), results.test().predictions()).text());
    folder.write(ProvenanceFile.NAME, Json.pretty(provenance));
    Map<String, Object> metrics = results.toMap();
    metrics.put("files", RunFiles.checksums(folder.path()));
    folder.write(RunFolder.METRICS, Json.pretty(metrics));
    folder.removeCheckpoint();
  }

  /** What the numbers were measured on. */
  private Map<String, Object> provenance() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("weft", Optional.ofNullable(Run.class.getPackage().getImplementationVersion()).orElse("unpackaged"));
    map.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    map.put("system", "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    map.put("lane_bits", Simd.BITS);
    map.put("simd", Simd.REASON);
    map.put("threads", threads);
    map.put("seed", trial.experiment().training().seed());
    map.put("dataset", dataset());
    map.put("split", split());
    map.put("scaling", Config.write(trial.experiment().data().scaling()));
    map.put("started", began());
    map.put("resumed", folder.hasCheckpoint());
    return map;
  }

  /** When it began first. */
  private String began() {
    boolean before = Files.exists(folder.path().resolve(ProvenanceFile.NAME));
    return before ? ProvenanceFile.read(folder.path()).text("started") : now();
  }

  private Map<String, Object> dataset() {
    Map<String, Object> map = Results.dataset(trial.data());
    map.put("origin", trial.data().origin());
    map.put("files", trial.data().sha256());
    return map;
  }

  private Map<String, Object> split() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("validation", Config.kind(trial.experiment().data().validation()));
    map.put("train_pictures", trial.train().size());
    map.put("validation_pictures", trial.validation().map(ImageSet::size).orElse(0));
    map.put("test_pictures", trial.data().test().size());
    return map;
  }

  /** As the store is to know it; when it began the store knows by itself. */
  private NewRun asNew() {
    Map<String, Object> measuredOn = new LinkedHashMap<>(provenance);
    measuredOn.keySet().removeAll(Set.of("started", "resumed"));
    return new NewRun(
        folder.path().toAbsolutePath().normalize().getFileName().toString(),
        trial.experiment().name(),
        trial.data().name(),
        Optional.of(folder.path()),
        place,
        Recording.texts(trial.experiment().parameters()),
        Recording.texts(measuredOn));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
