package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.run.Csv;
import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A study that came to its end, read again from its folder. */
public final class FinishedStudy {
  private FinishedStudy() {}

  /** Whether a folder holds a study, finished or not. */
  public static boolean isStudy(Path folder) {
    return Files.exists(folder.resolve(StudyPlan.FILE));
  }

  /**
   * What came out of it. A training whose folder is gone counts as failed.
   *
   * @throws WeftException if the folder holds no study, if that is not finished, or if a file is not what Weft wrote
   */
  public static StudyResults read(Path folder) {
    Path plan = folder.resolve(StudyPlan.FILE);
    Path table = folder.resolve(StudyFolder.RESULTS);
    if (!isStudy(folder)) {
      throw new WeftException(folder + " must be the folder of a study; there is no " + StudyPlan.FILE + " in it.");
    }
    if (!Files.exists(table)) {
      throw new WeftException(folder + " holds a study that is not finished; go on with it by --resume.");
    }
    try {
      Study study = StudyPlan.read(Files.readAllBytes(plan), plan.toString());
      Map<String, TrialFolders> folders = TrialFolders.of(folder, study);
      Map<String, Map<String, String>> rows = rows(table);
      Map<String, TrialResult> results = new HashMap<>();
      for (StudyTrial trial : study.trials()) {
        results.put(trial.id(), result(trial, folders.get(trial.part()).byId().get(trial.id()), rows.get(trial.id())));
      }
      for (Part part : study.parts()) {
        PartResults.of(part, results)
            .winner()
            .flatMap(winner -> part.chosen(winner.candidate()))
            .ifPresent(chosen -> {
              TrialFolders ofPart = folders.get(part.name());
              ofPart.add(chosen);
              chosen.trials().stream()
                  .filter(trial -> rows.containsKey(trial.id()))
                  .forEach(trial ->
                      results.put(trial.id(), result(trial, ofPart.byId().get(trial.id()), rows.get(trial.id()))));
            });
      }
      return StudyResults.of(study, results);
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new WeftException(table + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }

  /** The table's rows by their trainings' ids. */
  private static Map<String, Map<String, String>> rows(Path table) throws IOException {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (Map<String, String> row : Csv.rows(table)) {
      String replica = row.get("replica").isEmpty() ? "" : " (" + row.get("replica") + ")";
      rows.put(row.get("part") + "/" + row.get("recipe") + replica, row);
    }
    return rows;
  }

  private static TrialResult result(StudyTrial trial, Path folder, Map<String, String> row) {
    State state = State.of(row.get("state"));
    if ((state == State.FINISHED || state == State.STOPPED) && !Files.isDirectory(folder)) {
      return TrialResult.failed(trial, folder, "its folder is gone; --resume trains it again.");
    }
    return switch (state) {
      case FINISHED -> {
        TrialResult finished = TrialResult.finished(trial, folder);
        yield row.get("reason").isEmpty() ? finished : finished.unmeasured(row.get("reason"));
      }
      case STOPPED -> TrialResult.stopped(trial, folder, Integer.parseInt(row.get("epochs")));
      case FAILED, DIVERGED -> TrialResult.without(trial, state, folder, row.get("reason"));
    };
  }
}
