package dev.weft.tracker;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.keras.KerasFile;
import dev.weft.model.Graph;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.run.StoredRun;
import dev.weft.run.TrackedRun;
import dev.weft.run.TrackedStudy;
import dev.weft.run.Tracker;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.train.EpochResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Says to another program what a store and the folders of its runs know. */
public final class StoreExport {
  private final RunStore store;
  private final Map<DataSource, Optional<ImageDataset>> images = new HashMap<>();

  public StoreExport(RunStore store) {
    this.store = store;
  }

  /**
   * Adds what is missing there of these runs, the earliest first, and the studies that they are of.
   *
   * @param ids of runs of the store
   * @throws WeftException if the other program does not take it
   */
  public void write(List<String> ids, Tracker tracker) {
    List<RunRecord> runs = ids.stream().map(store::get).sorted(Comparator.comparing(RunRecord::begun)).toList();
    Map<String, List<RunRecord>> studies = new TreeMap<>();
    runs.forEach(run ->
        run.place().ifPresent(place -> studies.computeIfAbsent(place.study(), name -> new ArrayList<>()).add(run)));
    studies.forEach((name, ofStudy) -> tracker.write(study(name, ofStudy)));
    runs.forEach(run -> tracker.write(tracked(run)));
  }

  private static TrackedStudy study(String name, List<RunRecord> runs) {
    boolean goesOn = runs.stream().anyMatch(run -> run.state() == RunState.RUNNING);
    Optional<Instant> ended = runs.stream().flatMap(run -> run.ended().stream()).max(Comparator.naturalOrder());
    return new TrackedStudy(
        name,
        runs.getFirst().user(),
        TrackedStudy.varied(runs.stream().map(RunRecord::parameters).toList()),
        goesOn ? RunState.RUNNING : RunState.FINISHED,
        runs.getFirst().begun(),
        goesOn ? Optional.empty() : ended);
  }

  private TrackedRun tracked(RunRecord run) {
    List<EpochResult> epochs = new ArrayList<>();
    store.epochs(run.id()).forEach((epoch, values) -> epochs.add(EpochResult.of(epoch - 1, values)));
    Optional<FinishedRun> finished = run.state() == RunState.FINISHED ? finished(run) : Optional.empty();
    Optional<ImageDataset> data = finished.map(results -> results.experiment().data().source()).flatMap(this::images);
    return new TrackedRun(run, epochs, network(run), finished, data);
  }

  /** From its folder or, where that is not here, from the store; empty where neither has all of it. */
  private Optional<FinishedRun> finished(RunRecord run) {
    try {
      Optional<Path> folder = run.folder().filter(RunFolder::isFinished);
      return Optional.of(folder.isPresent() ? FinishedRun.read(folder.get()) : StoredRun.of(store, run));
    } catch (WeftException e) {
      return Optional.empty();
    }
  }

  private static Optional<Graph> network(RunRecord run) {
    try {
      return run.folder()
          .map(folder -> folder.resolve(RunFolder.MODEL))
          .filter(Files::exists)
          .map(file -> KerasFile.read(file).model().network());
    } catch (WeftException e) {
      return Optional.empty();
    }
  }

  /** Those that are on this machine; nothing is fetched for it. */
  private Optional<ImageDataset> images(DataSource source) {
    return images.computeIfAbsent(
        Objects.requireNonNull(source),
        wanted -> {
          try {
            return wanted.isHere(null) ? Optional.of(wanted.load(null, Progress.NONE)) : Optional.empty();
          } catch (WeftException e) {
            return Optional.empty();
          }
        });
  }
}
