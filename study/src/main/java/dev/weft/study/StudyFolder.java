package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.FolderLock;
import dev.weft.experiment.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a study leaves behind: {@code study.yaml} and {@code plan.json} from its beginning on, a run's folder for each
 * training, and {@code results.json} and {@code results.csv} at its end. One process at a time may hold it.
 */
public final class StudyFolder implements AutoCloseable {
  /** A row for each training; it is written at the end. */
  static final String RESULTS = "results.csv";

  private static final String STUDY = "study.yaml";
  private static final int LONGEST_NAME = 60;

  private final Path path;
  private final FolderLock lock;
  private final Map<String, Path> trials;

  private StudyFolder(Path path, FolderLock lock, Study study) {
    this.path = path;
    this.lock = lock;
    trials = folders(path, study);
  }

  /** The folder of each training, by its id. */
  static Map<String, Path> folders(Path path, Study study) {
    Map<String, Path> folders = new HashMap<>();
    for (Part part : study.parts()) {
      Path below = study.parts().size() == 1 ? path : path.resolve(safe(part.name()));
      List<Candidate> candidates = part.candidates();
      for (int i = 0; i < candidates.size(); i++) {
        String number = String.format(Locale.ROOT, "%0" + String.valueOf(candidates.size()).length() + "d", i + 1);
        for (StudyTrial trial : part.trials(candidates.get(i))) {
          folders.put(trial.id(), below.resolve(number + "-" + trial.experiment().name()));
        }
      }
    }
    return folders;
  }

  /** A name as part of a path, and as an experiment's. */
  public static String safe(String name) {
    String words = name.replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^[^A-Za-z0-9]+|-$", "");
    return words.isEmpty() ? "x" : words.substring(0, Math.min(LONGEST_NAME, words.length()));
  }

  /**
   * Takes a folder for a study.
   *
   * @param resume whether to go on with what is in it
   * @throws WeftException if it holds a study and this is not to go on, if that study is another one, if another
   *     process holds it, or if it cannot be written
   */
  public static StudyFolder open(Path path, Study study, boolean resume) {
    if (Files.exists(path.resolve(STUDY)) && !resume) {
      throw new WeftException(
          path + " holds a study already; go on with it by --resume, or choose another folder with --out.");
    }
    StudyFolder folder = new StudyFolder(path, FolderLock.hold(path), study);
    try {
      study.trials().forEach(folder::requireSame);
      Files.deleteIfExists(path.resolve(RESULTS)); // it says that the study is finished
      WholeFile.write(path.resolve(STUDY), study.yaml());
      WholeFile.write(path.resolve(StudyPlan.FILE), StudyPlan.text(study));
      return folder;
    } catch (IOException e) {
      folder.close();
      throw FolderLock.unwritable(path, e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void requireSame(StudyTrial trial) {
    Path file = of(trial).resolve(RunFolder.EXPERIMENT);
    if (Files.exists(file)) {
      ExperimentFile.read(file.toString(), List.of())
          .difference(trial.experiment(), "there", "in the study")
          .ifPresent(difference -> {
            throw new WeftException(
                "the training in %s goes on only as it began: %s; choose another folder with --out."
                    .formatted(of(trial), difference));
          });
    }
  }

  public Path path() {
    return path;
  }

  /** The folder of a training's run. */
  Path of(StudyTrial trial) {
    return trials.get(trial.id());
  }

  /**
   * Writes a text file.
   *
   * @throws WeftException if it cannot be written
   */
  void write(String name, String text) {
    WholeFile.write(path.resolve(name), text);
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
