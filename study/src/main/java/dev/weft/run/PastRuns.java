package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import dev.weft.store.NewRun;
import dev.weft.store.PastRun;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes runs into a store from their folders, which are the truth. */
public final class PastRuns {
  /** A study's folder has parts, and they have trainings. */
  private static final int DEPTH = 3;

  private PastRuns() {}

  /**
   * Tells a store of each run that it takes for killed, but whose folder has everything: its process was killed before
   * its last word to the store. What cannot be read is left as it is.
   */
  public static void heal(RunStore store) {
    store
        .unsettled()
        .forEach((id, folder) -> {
          if (RunFolder.isFinished(folder) && store.inFolder(folder).filter(id::equals).isPresent()) {
            healOne(store, id, folder);
          }
        });
  }

  private static void healOne(RunStore store, String id, Path folder) {
    try {
      PastRun past = read(folder, NewRun.systemUser());
      if (past.run().id().orElse(id).equals(id)) {
        store.enter(past);
      }
    } catch (WeftException e) {
      // the run stays as the store has it; an error says what is wrong with its files when they are read
    }
  }

  /**
   * Enters a run into a store, or what its folder says in the place of what the store knows of it.
   *
   * @param user whose it is
   * @return its id
   * @throws WeftException if the folder is no run's, if a file in it is not what Weft wrote, or if the store knows the
   *     run as finished and the folder has not its results
   */
  public static String enter(RunStore store, Path folder, String user) {
    PastRun past = read(folder, user);
    boolean isKnownFinished =
        store.known(past.run()).filter(id -> store.get(id).state() == RunState.FINISHED).isPresent();
    if (isKnownFinished && past.state() != RunState.FINISHED) {
      throw new WeftException(
          "%s must have the %s of its run, which the store knows as finished; it has none; put a copy of it back."
              .formatted(folder, RunFolder.METRICS));
    }
    return store.enter(past);
  }

  /**
   * Tells a store of runs that came to their end in these folders, if it does not know them.
   *
   * @param place of the store, which is opened only if a run is finished
   * @param user whose they are
   * @param warning receives a sentence if the store did not take them
   */
  public static void enterFinished(String place, List<Path> folders, String user, Consumer<String> warning) {
    List<Path> finished = folders.stream().filter(RunFolder::isFinished).toList();
    if (finished.isEmpty()) {
      return;
    }
    try (RunStore store = RunStore.open(place)) {
      heal(store);
      for (Path folder : finished) {
        if (store.inFolder(folder).isEmpty()) {
          enter(store, folder, user);
        }
      }
    } catch (WeftException e) {
      warning.accept("warning: not all runs are recorded: " + e.getMessage());
    }
  }

  /** A folder that is a run's, or all such below it: a study's, or one of many runs. */
  public static List<Path> in(Path folder) {
    if (RunFolder.holdsRun(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(Files::isDirectory).filter(RunFolder::holdsRun).sorted().toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  static PastRun read(Path folder, String user) {
    if (RunFolder.isFinished(folder)) {
      FinishedRun run = FinishedRun.read(folder);
      return past(
          run.provenance().asNew(folder, run.experiment(), user),
          RunState.FINISHED,
          "",
          run.provenance(),
          values(run.metrics().epochs()),
          run.metrics().named(),
          Map.of(DataPart.TEST, run.predictions()));
    }
    ProvenanceFile provenance = ProvenanceFile.read(folder);
    Experiment experiment = ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of());
    String diverged = provenance.diverged();
    return past(
        provenance.asNew(folder, experiment, user),
        diverged.isEmpty() ? RunState.KILLED : RunState.DIVERGED,
        diverged.isEmpty() ? "it did not come to its end." : diverged,
        provenance,
        values(RunFolder.history(folder)),
        Map.of(),
        Map.of());
  }

  private static PastRun past(
      NewRun run,
      RunState state,
      String reason,
      ProvenanceFile provenance,
      Map<Integer, Map<String, Double>> epochs,
      Map<String, Double> metrics,
      Map<DataPart, Predictions> predictions) {
    Instant begun = moment(provenance.text("started"), Instant.now());
    Instant ended = moment(provenance.text("finished"), begun);
    return new PastRun(run, state, reason, begun, ended, epochs, metrics, predictions);
  }

  private static Instant moment(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  private static Map<Integer, Map<String, Double>> values(List<EpochResult> epochs) {
    return epochs.stream().collect(Collectors.toMap(epoch -> epoch.epoch() + 1, EpochResult::values));
  }
}
