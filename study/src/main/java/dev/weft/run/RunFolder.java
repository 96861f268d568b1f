package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.keras.KerasFile;
import dev.weft.train.CsvLog;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a run leaves behind: {@code provenance.json} and {@code experiment.yaml} from its beginning on, {@code
 * checkpoint} while it is not finished, and then {@code history.csv}, {@code metrics.json}, {@code predictions.csv} and
 * {@code model.keras}. Each file appears whole or not at all. One process at a time may hold the folder.
 */
public final class RunFolder implements AutoCloseable {
  /** What was asked, with every default. */
  public static final String EXPERIMENT = "experiment.yaml";

  /** The trained model. */
  public static final String MODEL = KerasFile.OF_RUN;

  /** What came out; it is written last. */
  public static final String METRICS = "metrics.json";

  /** The page about the run. */
  public static final String REPORT = "report.html";

  private final Path path;
  private final FolderLock lock;

  private RunFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A folder that does not exist yet: {@code runs/<date>-<name>-<four digits>}. */
  public static Path name(String experiment) {
    Path path;
    do {
      int id = ThreadLocalRandom.current().nextInt(1 << 16);
      path = Path.of("runs", String.format(Locale.ROOT, "%s-%s-%04x", LocalDate.now(), experiment, id));
    } while (Files.exists(path));
    return path;
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws WeftException if it cannot be written, has not {@code bytes} of space, or anything lies in it
   */
  public static RunFolder create(Path path, long bytes) {
    return create(path, bytes, false);
  }

  /**
   * Makes the folder of a new run.
   *
   * @param overwrite whether to delete the run that it holds, if it does, and to write beside what else lies in it
   * @throws WeftException if it cannot be written, has not {@code bytes} of space, or holds what may not be replaced
   */
  public static RunFolder create(Path path, long bytes, boolean overwrite) {
    if (!overwrite) {
      requireFree(path, false); // before a lock is left in a person's folder
    }
    RunFolder folder = new RunFolder(path, FolderLock.hold(path));
    try {
      requireFree(path, overwrite);
      RunFiles.deleteTemporaries(path);
      folder.requireRoom(bytes);
      return folder;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static void requireFree(Path path, boolean overwrite) {
    if (holdsRun(path)) {
      if (!overwrite) {
        throw new WeftException(
            "%s holds a run already; choose another folder, go on with that run by --resume %s, or replace it by --overwrite."
                .formatted(path, path));
      }
      deleteFiles(path);
    }
    List<String> content = new ArrayList<>(FreeFolder.content(path));
    if (ProvenanceFile.isIn(path)) {
      content.remove(ProvenanceFile.NAME); // of a run that was killed before it wrote more
    }
    FreeFolder.require(path, content, RunFiles.ALL, overwrite);
  }

  private void requireRoom(long bytes) {
    long room = room();
    if (room < bytes) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s must have space for %,d bytes; its disk has %,d left; choose another with --out.",
              path,
              bytes,
              room));
    }
  }

  private long room() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
  }

  /**
   * Takes up the folder of an earlier run, without what it had not written whole.
   *
   * @throws WeftException if another process holds it, or if it cannot be written
   */
  public static RunFolder resume(Path path) {
    RunFolder folder = new RunFolder(path, FolderLock.hold(path));
    RunFiles.deleteTemporaries(path);
    return folder;
  }

  public Path path() {
    return path;
  }

  /** The state of an unfinished training. */
  public Path checkpoint() {
    return checkpoint(path);
  }

  /** Where the state of an unfinished training is in a run's folder. */
  public static Path checkpoint(Path path) {
    return path.resolve(RunFiles.CHECKPOINT);
  }

  /** Whether a run began in it before. */
  boolean holdsRun() {
    return holdsRun(path);
  }

  /** Whether a folder is a run's: it has an {@code experiment.yaml}, and a {@code provenance.json} that Weft wrote. */
  public static boolean holdsRun(Path path) {
    return Files.exists(path.resolve(EXPERIMENT)) && ProvenanceFile.isIn(path);
  }

  public boolean hasCheckpoint() {
    return Files.exists(checkpoint());
  }

  /** Whether the run came to its end. */
  public static boolean isFinished(Path path) {
    return Files.exists(path.resolve(METRICS));
  }

  /**
   * The epochs that a run has behind it, as its {@code history.csv} says; none where there is no such file.
   *
   * @throws WeftException if it cannot be read, or is not what Weft wrote
   */
  public static List<EpochResult> history(Path path) {
    Path file = path.resolve(RunFiles.HISTORY);
    try {
      return Files.exists(file) ? CsvLog.read(file) : List.of();
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw Damage.of(file, "it is no table of epochs", e);
    }
  }

  /** When nothing is left to go on with. */
  void removeCheckpoint() {
    try {
      Files.deleteIfExists(checkpoint());
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
  }

  /**
   * Writes a text file.
   *
   * @throws WeftException if it cannot be written
   */
  public void write(String name, String text) {
    WholeFile.write(path.resolve(name), text);
  }

  /**
   * Deletes what a run wrote, and the folder if nothing else is in it.
   *
   * @return whether the folder is gone
   * @throws WeftException if another process holds it, if it cannot be written, or if its {@code metrics.json} is not
   *     what Weft wrote
   */
  public static boolean delete(Path path) {
    if (!Files.isDirectory(path)) {
      return true;
    }
    try (RunFolder folder = resume(path)) {
      if (holdsRun(path)) {
        deleteFiles(path);
      }
      if (!FreeFolder.content(path).isEmpty()) {
        return false;
      }
      Files.deleteIfExists(path.resolve(FolderLock.FILE));
      Files.delete(folder.path);
      return true;
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
  }

  private static void deleteFiles(Path path) {
    try {
      RunFiles.of(path).delete();
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
