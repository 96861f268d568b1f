package dev.weft.dataset;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A large file while it is written: under another name, with a lock that tells other processes that it is no left-over.
 * It gets its name when it is whole.
 *
 * @param path its name until then
 * @param channel to write it
 */
public record UnfinishedFile(Path path, FileChannel channel) implements AutoCloseable {
  private static final String ENDING = ".part";

  /** Those of this process. To open and close one again would end its lock. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /**
   * Begins a file.
   *
   * @param file what it is to be called
   */
  public static UnfinishedFile begin(Path file) throws IOException {
    Path path = file.resolveSibling(file.getFileName() + "-" + ProcessHandle.current().pid() + ENDING);
    OURS.add(absolute(path));
    try {
      FileChannel channel = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE);
      channel.lock();
      return new UnfinishedFile(path, channel);
    } catch (IOException e) {
      OURS.remove(absolute(path));
      throw e;
    }
  }

  /**
   * Begins a file in the folder for temporary files that gets no name and is gone with the process.
   *
   * @param bytes that it will have
   * @throws IOException if there is no space for them
   */
  public static UnfinishedFile nameless(String prefix, long bytes) throws IOException {
    Path path = Files.createTempFile(prefix, ENDING);
    FileChannel channel = FileChannel.open(path, READ, WRITE);
    try {
      Files.delete(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit(); // where a file that is open cannot be deleted
    }
    UnfinishedFile file = new UnfinishedFile(path, channel);
    try {
      CacheFolder.requireSpace(path.getParent(), bytes);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Whether a file is one that a process began and left, being killed. */
  static boolean isLeftOver(Path file) {
    if (!file.getFileName().toString().endsWith(ENDING) || OURS.contains(absolute(file))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      return channel.tryLock() != null;
    } catch (IOException | IllegalStateException e) { // the latter if this process has it under another name
      return false;
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Gives the file its name, once it is whole. */
  public void rename(Path file) throws IOException {
    channel.force(true);
    Files.move(path, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes it, unless it has its name. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    OURS.remove(absolute(path));
  }
}
