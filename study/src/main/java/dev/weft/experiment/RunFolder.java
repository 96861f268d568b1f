package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * What a run leaves behind: {@code experiment.yaml} and {@code provenance.json} from its beginning on, {@code
 * checkpoint} while it is not finished, and then {@code history.csv}, {@code metrics.json}, {@code predictions.csv} and
 * {@code model.keras}. Each file appears whole or not at all. One process at a time may hold the folder.
 */
public final class RunFolder implements AutoCloseable {
  /** What was asked, with every default. */
  public static final String EXPERIMENT = "experiment.yaml";

  /** The trained model. */
  public static final String MODEL = "model.keras";

  /** What came out; it is written last. */
  public static final String METRICS = "metrics.json";

  private static final String CHECKPOINT = "checkpoint";

  private static final List<String> FILES =
      List.of(EXPERIMENT, "provenance.json", CHECKPOINT, "history.csv", METRICS, "predictions.csv", MODEL);

  private final Path path;
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A folder that does not exist yet: {@code runs/<date>-<name>-<four digits>}. */
  public static Path name(String experiment) {
    Path path;
    do {
      int id = ThreadLocalRandom.current().nextInt(1 << 16);
      path = Path.of("runs", "%s-%s-%04x".formatted(LocalDate.now(), experiment, id));
    } while (Files.exists(path));
    return path;
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws WeftException if it cannot be written, has not {@code bytes} of room, or holds a run already
   */
  public static RunFolder create(Path path, long bytes) {
    try {
      Files.createDirectories(path);
      RunFolder folder = hold(path);
      if (Files.exists(path.resolve(EXPERIMENT))) {
        folder.close();
        throw new WeftException(
            path + " holds a run already; choose another folder, or go on with that run by --resume " + path + ".");
      }
      long room = Files.getFileStore(path).getUsableSpace();
      if (room < bytes) {
        folder.close();
        throw new WeftException(
            "%s must have room for %,d bytes; its disk has %,d left; choose another with --out."
                .formatted(path, bytes, room));
      }
      return folder;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Takes up the folder of an earlier run.
   *
   * @throws WeftException if another process holds it, or if it cannot be written
   */
  public static RunFolder resume(Path path) {
    try {
      return hold(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static RunFolder hold(Path path) throws IOException {
    FileChannel lock = FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return new RunFolder(path, lock);
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process
    }
    lock.close();
    throw new WeftException(
        "another weft is at work in " + path + "; wait for it, or choose another folder with --out.");
  }

  private static WeftException unwritable(Path path, IOException e) {
    return new WeftException(
        "the folder %s cannot be written: %s; choose another with --out.".formatted(path, WeftException.reason(e)), e);
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
    return path.resolve(CHECKPOINT);
  }

  /** Whether a run began in it before. */
  boolean holdsRun() {
    return Files.exists(path.resolve(EXPERIMENT));
  }

  public boolean hasCheckpoint() {
    return Files.exists(checkpoint());
  }

  /** Whether the run came to its end. */
  public static boolean isFinished(Path path) {
    return Files.exists(path.resolve(METRICS));
  }

  /** When nothing is left to go on with. */
  void removeCheckpoint() {
    try {
      Files.deleteIfExists(checkpoint());
    } catch (IOException e) {
      throw unwritable(path, e);
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
   * Deletes what a run left, and the folder if nothing else is in it.
   *
   * @return whether the folder is gone
   * @throws WeftException if another process holds it, or if it cannot be written
   */
  public static boolean delete(Path path) {
    if (!Files.isDirectory(path)) {
      return true;
    }
    try {
      resume(path).close();
      for (String name : FILES) {
        Files.deleteIfExists(path.resolve(name));
        Files.deleteIfExists(WholeFile.temporary(path.resolve(name)));
      }
      try (Stream<Path> others = Files.list(path)) {
        if (others.findAny().isPresent()) {
          return false;
        }
      }
      Files.delete(path);
      return true;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(".lock"));
      lock.close();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }
}
