package dev.weft.experiment;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process at a time is at work in a folder. */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made if there is none.
   *
   * @throws WeftException if another process holds it, or if it cannot be written
   */
  public static FolderLock hold(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return new FolderLock(folder, channel);
        }
      } catch (OverlappingFileLockException e) {
        // held by this very process
      }
      channel.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    throw new WeftException(
        "another weft is at work in " + folder + "; wait for it, or choose another folder with --out.");
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
      Files.deleteIfExists(folder.resolve(FILE));
      channel.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }
}
