package dev.weft.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of large files that can be made again.
 *
 * @param folder where they are
 * @param ending of the names of the large ones
 * @param most how many bytes may be kept before those that were unused longest are deleted
 */
public record CacheFolder(Path folder, String ending, long most) {
  private static final int MOST_DAYS = 90;

  /** A folder beside the user's data sets. */
  public static Path ofUser(String name) {
    return DatasetLocator.ofUser(null).cache().folder().resolveSibling(name);
  }

  /**
   * Deletes what killed processes left, what was unused for long, and what was unused longest while there is too much.
   */
  public void tidy(Path newest) throws IOException {
    long old = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - TimeUnit.DAYS.toNanos(MOST_DAYS);
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.toList();
      for (Path file : files) {
        if (UnfinishedFile.isLeftOver(file) || FileStamp.of(file).modified() < old) {
          Files.deleteIfExists(file);
        }
      }
      List<Path> byUse =
          files.stream()
              .filter(file -> file.toString().endsWith(ending))
              .sorted(Comparator.comparing((Path file) -> FileStamp.of(file).modified()).reversed())
              .toList();
      long kept = 0;
      for (Path file : byUse) {
        kept += Math.max(0, FileStamp.of(file).size());
        if (kept > most && !file.equals(newest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * @throws IOException if the disk of a folder has not so many bytes left
   */
  public static void requireSpace(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%,d MB are free there, and they are %,d MB", free / 1_000_000, bytes / 1_000_000));
    }
  }

  /** Says that a file was used. */
  public static void touch(Path file) {
    ImageTableFile.touch(file);
  }
}
