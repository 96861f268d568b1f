package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.experiment.PlainName;
import dev.weft.run.FolderLock;
import dev.weft.run.FreeFolder;
import dev.weft.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a study leaves behind: {@code study.yaml} and {@code plan.json} from its beginning on, a run's folder for each
 * training, and {@code results.json} and {@code results.csv} at its end. One process at a time may hold it.
 */
public final class StudyFolder implements AutoCloseable {
  /** A row for each training; it is written at the end. */
  static final String RESULTS = "results.csv";

  /** What came out, for programs; written at the end. */
  static final String JSON = "results.json";

  private static final String PAGE = "report.html";
  private static final String STUDY = "study.yaml";

  private final Path path;
  private final FolderLock lock;
  private final Map<String, TrialFolders> parts;

  private StudyFolder(Path path, FolderLock lock, Map<String, TrialFolders> parts) {
    this.path = path;
    this.lock = lock;
    this.parts = parts;
  }

  /** A name as part of a path, and as an experiment's. */
  public static String safe(String name) {
    String plain = PlainName.of(name);
    return plain.isEmpty() ? "x" : plain;
  }

  /** As {@link #safe(String)}, never so long that what tells a replica from the others is cut off. */
  static String safe(String recipe, String replica) {
    if (replica.isEmpty()) {
      return safe(recipe);
    }
    String end = "-" + safe(replica);
    String start = safe(recipe);
    return start.substring(0, Math.min(PlainName.LONGEST - end.length(), start.length())) + end;
  }

  /** As {@link #open(Path, Study, boolean, boolean)}; what lies there is never replaced. */
  public static StudyFolder open(Path path, Study study, boolean resume) {
    return open(path, study, resume, false);
  }

  /**
   * Takes a folder for a study.
   *
   * @param resume whether to go on with what is in it
   * @param overwrite whether to delete the study that it holds, if it does, and to write beside what else lies in it
   * @throws WeftException if it holds a study and this is neither to go on nor to replace it, if that study is another
   *     one, if something else lies in it, if another process holds it, or if it cannot be written
   */
  public static StudyFolder open(Path path, Study study, boolean resume, boolean overwrite) {
    if (FinishedStudy.isStudy(path) && !resume && !overwrite) {
      throw new WeftException(
          "%s holds a study already; go on with it by --resume, choose another folder with --out, or replace it by --overwrite."
              .formatted(path));
    }
    try {
      if (!FinishedStudy.isStudy(path) && !overwrite) {
        requireFree(path, resume, false); // before a lock is left in a person's folder
      }
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
    FolderLock lock = FolderLock.hold(path);
    try {
      requireFree(path, resume, overwrite);
      StudyFolder folder = new StudyFolder(path, lock, TrialFolders.of(path, study));
      Files.deleteIfExists(path.resolve(RESULTS)); // it says that the study is finished
      WholeFile.write(path.resolve(StudyPlan.FILE), StudyPlan.text(study)); // first: it says whose folder it is
      WholeFile.write(path.resolve(STUDY), study.yaml());
      return folder;
    } catch (IOException e) {
      lock.close();
      throw FolderLock.unwritable(path, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Takes a place in a study's folder for one training, beside other processes that train others.
   *
   * @throws WeftException if a process holds the whole study, if something else lies in the folder, if there is a
   *     training of this one's name with other settings, or if it cannot be written
   */
  static StudyFolder join(Path path, Study study, StudyTrial trial) {
    try {
      requireFree(path, true, false); // before a lock is left in a person's folder
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
    FolderLock lock = FolderLock.share(path);
    try {
      lock.alone(() -> writeIfNew(path, study));
      StudyFolder folder = new StudyFolder(path, lock, TrialFolders.beside(path, study, trial));
      if (!RunFolder.isFinished(folder.of(trial))) {
        Files.deleteIfExists(path.resolve(RESULTS)); // as in open
      }
      return folder;
    } catch (IOException e) {
      lock.close();
      throw FolderLock.unwritable(path, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void writeIfNew(Path path, Study study) {
    if (!FinishedStudy.isStudy(path)) {
      WholeFile.write(path.resolve(StudyPlan.FILE), StudyPlan.text(study));
      WholeFile.write(path.resolve(STUDY), study.yaml());
    }
  }

  private static void requireFree(Path path, boolean resume, boolean overwrite) throws IOException {
    if (FinishedStudy.isStudy(path)) {
      if (!resume) {
        deleteStudy(path);
      }
      return;
    }
    FreeFolder.require(path, FreeFolder.content(path), List.of(StudyPlan.FILE, STUDY, RESULTS, JSON, PAGE), overwrite);
  }

  private static void deleteStudy(Path path) throws IOException {
    for (Path run : TrialFolders.runsIn(path)) {
      RunFolder.delete(run);
      if (!run.getParent().equals(path) && FreeFolder.content(run.getParent()).isEmpty()) {
        Files.deleteIfExists(run.getParent());
      }
    }
    for (String name : List.of(RESULTS, JSON, PAGE, STUDY, StudyPlan.FILE)) {
      Files.deleteIfExists(path.resolve(name));
    }
  }

  public Path path() {
    return path;
  }

  /** What the study is called in a store. */
  public String name() {
    return path.getFileName().toString();
  }

  /** The folders of all runs in it. */
  public List<Path> trainings() {
    return TrialFolders.runsIn(path);
  }

  /** The folder of a training's run. */
  public Path of(StudyTrial trial) {
    return parts.get(trial.part()).byId().get(trial.id());
  }

  /** Takes folders for further trainings of a part. */
  void add(Part part) {
    parts.get(part.name()).add(part);
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
