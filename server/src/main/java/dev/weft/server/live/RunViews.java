package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.diagnostics.Warnings;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.page.Page;
import dev.weft.page.ServedPage;
import dev.weft.page.live.RunBar;
import dev.weft.page.live.StudyAddress;
import dev.weft.page.run.RunPage;
import dev.weft.page.run.RunningPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.LastValidation;
import dev.weft.run.RunFolder;
import dev.weft.run.StoredRun;
import dev.weft.run.TrainingProgress;
import dev.weft.store.ProgressRow;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of each run: of a finished one the page that {@code weft report} makes, of others what is known so far. */
final class RunViews {
  private static final int MOST_PAGES = 16;

  private final RunStore store;
  private final Images images;
  private final Follower follower;
  private final Trainings trainings;

  /** Pages that the server made, as the run's folder has none. */
  private final LastMade<Page> made = new LastMade<>(MOST_PAGES);

  RunViews(RunStore store, Images images, Follower follower, Trainings trainings) {
    this.store = store;
    this.images = images;
    this.follower = follower;
    this.trainings = trainings;
  }

  ServedPage page(RunRecord run) {
    long change = follower.change(run.id());
    Page page = run.state() == RunState.FINISHED ? finished(run) : running(run).page();
    return new RunBar(run, change, trainings.canGoOn(run)).over(page);
  }

  // ---- finished

  private Page finished(RunRecord run) {
    Path folder = run.folder().filter(RunFolder::isFinished).orElse(null);
    Optional<Page> written = folder == null ? Optional.empty() : written(folder, run);
    if (written.isPresent()) {
      return written.get();
    }
    return made.of(run.id(), "", () -> made(folder == null ? StoredRun.of(store, run) : FinishedRun.read(folder)));
  }

  private Page made(FinishedRun run) {
    return RunPage.of(run, images.of(run.experiment().data().source(), run.provenance().datasetChecksum()));
  }

  /** The page in the run's folder, with explanations of mistakes; empty where there is none of this program. */
  private static Optional<Page> written(Path folder, RunRecord run) {
    Path file = folder.resolve(RunFolder.REPORT);
    try {
      if (!Files.exists(file)
          || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(folder.resolve(RunFolder.METRICS)))
              < 0) {
        return Optional.empty();
      }
      Page page = new Page(Files.readString(file));
      return Optional.of(linked(page, run)).filter(Page::isOfThisProgram);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** With the link to its study's page as the server has it. */
  private static Page linked(Page page, RunRecord run) {
    return run.place()
        .map(place ->
            new Page(
                page.html()
                    .replaceFirst(
                        "href=\"\\./(\\.\\./)+report\\.html\"", "href=\"" + StudyAddress.of(place.study()) + "\"")))
        .orElse(page);
  }

  // ---- not finished

  /** What is known of a run that did not come to its end yet. */
  RunningPage running(RunRecord run) {
    Optional<ProgressRow> row = store.progress(run.id());
    Optional<Experiment> experiment = experiment(run);
    List<EpochResult> epochs =
        store.epochs(run.id()).entrySet().stream()
            .map(epoch -> EpochResult.of(epoch.getKey() - 1, epoch.getValue()))
            .toList();
    String checksum = run.provenance().getOrDefault("dataset.sha256", "");
    return new RunningPage(
        run,
        experiment,
        epochs,
        row.map(TrainingProgress::of),
        row.flatMap(LastValidation::of),
        experiment.flatMap(one -> images.validation(one, checksum)),
        experiment.map(one -> Warnings.during(one, epochs)).orElse(List.of()));
  }

  private Optional<Experiment> experiment(RunRecord run) {
    try {
      return run.definition().isEmpty()
          ? Optional.empty()
          : Optional.of(ExperimentFile.parse("the store " + store.place(), run.definition(), List.of()));
    } catch (WeftException e) {
      return Optional.empty(); // such as of a newer weft; what else is known is shown
    }
  }

  /** What an event has of a run: its state, what users wrote, and the parts of its page that change. */
  Map<String, Object> event(RunRecord run) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("state", run.state().toString());
    words.put("note", run.note());
    words.put("tags", String.join(" ", run.tags()));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", run.id());
    event.put("run", words);
    event.put("parts", run.state() == RunState.FINISHED ? Map.of() : running(run).parts());
    return event;
  }
}
