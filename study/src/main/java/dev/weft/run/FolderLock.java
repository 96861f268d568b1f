package dev.weft.run;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process at a time is at work in a folder, or several that have agreed to {@link #share} it. The lock is the
 * system's on a hidden file, which stays: whoever deleted it might delete the one that another process has just locked.
 */
public final class FolderLock implements AutoCloseable {
  static final String FILE = ".lock";

  /** The part of the file's numbers that those who share a folder lock, and the one that one of them locks alone. */
  private static final long SHARED = 0;

  private static final long ALONE = 1;

  /** What this process holds; closing any other channel to such a file would let the system's lock go. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path held;
  private final FileChannel channel;

  private FolderLock(Path folder, Path held, FileChannel channel) {
    this.folder = folder;
    this.held = held;
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made if there is none.
   *
   * @throws WeftException if another process holds it, or if it cannot be written
   */
  public static FolderLock hold(Path folder) {
    return taken(folder, channel -> channel.tryLock());
  }

  /**
   * Takes a place in a folder, which is made if there is none, beside other processes that share it, too.
   *
   * @throws WeftException if another process holds it for itself, or if it cannot be written
   */
  public static FolderLock share(Path folder) {
    return taken(folder, channel -> channel.tryLock(SHARED, 1, true));
  }

  /**
   * Does what only one of those who share the folder may do at once; waits for the others.
   *
   * @throws WeftException if the system cannot lock it
   */
  public void alone(Runnable work) {
    try (FileLock alone = channel.lock(ALONE, 1, false)) {
      work.run();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** A lock of the system's, or null if another process has it. */
  private interface Locking {
    FileLock lock(FileChannel channel) throws IOException;
  }

  private static FolderLock taken(Path folder, Locking locking) {
    try {
      Path held = Files.createDirectories(folder).toRealPath();
      if (HELD.add(held)) {
        FileChannel channel = locked(folder, held, locking);
        if (channel != null) {
          return new FolderLock(folder, held, channel);
        }
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    throw new WeftException(
        "another weft is at work in " + folder + "; wait for it, or choose another folder with --out.");
  }

  private static FileChannel locked(Path folder, Path held, Locking locking) throws IOException {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
      locked =
          locking.lock(channel) != null && Files.exists(folder.resolve(FILE)); // it goes only with the whole folder
      return locked ? channel : null;
    } finally {
      if (!locked) {
        HELD.remove(held);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  public static WeftException unwritable(Path folder, IOException e) {
    return new WeftException(
        "the folder %s cannot be written: %s; choose another with --out.".formatted(folder, WeftException.reason(e)),
        e);
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    } finally {
      HELD.remove(held);
    }
  }
}
