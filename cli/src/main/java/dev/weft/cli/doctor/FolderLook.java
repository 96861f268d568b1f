package dev.weft.cli.doctor;

import dev.weft.WeftException;
import dev.weft.dataset.CacheFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The cache, and the disk of the current folder. */
final class FolderLook {
  private static final long LEAST_FREE = 1_000_000_000L;

  private FolderLook() {}

  static Examination cache() {
    Path cache = CacheFolder.ofUser("datasets").getParent();
    String remedy = "Set XDG_CACHE_HOME to a folder that can be written to.";
    try {
      Path there = nearest(cache);
      tryToWrite(there);
      long free = Files.getFileStore(there).getUsableSpace();
      String found =
          there.equals(cache)
              ? cache + ", " + MachineLook.size(bytes(cache)) + " in it, can be written to"
              : cache + " is not there yet; it is made when it is needed";
      return free < LEAST_FREE
          ? Examination.note(
              "cache",
              found + "; its disk has " + MachineLook.size(free) + " left",
              "Free some, or set XDG_CACHE_HOME.")
          : Examination.good("cache", found);
    } catch (IOException e) {
      return Examination.wrong("cache", cache + " cannot be written to: " + WeftException.reason(e), remedy);
    }
  }

  static Examination disk() {
    Path here = Path.of("").toAbsolutePath();
    try {
      tryToWrite(here);
      long free = Files.getFileStore(here).getUsableSpace();
      String found = MachineLook.size(free) + " free in " + here;
      return free < LEAST_FREE
          ? Examination.note("disk", found, "Runs of large networks may not fit; free some, or use --out.")
          : Examination.good("disk", found);
    } catch (IOException e) {
      return Examination.note(
          "disk", here + " cannot be written to: " + WeftException.reason(e), "Go to another folder, or use --out.");
    }
  }

  /** The folder, or the one above it that is there. */
  static Path nearest(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /** Permissions do not know of a disk that is read-only or full; a file does. */
  static void tryToWrite(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, ".weft-doctor", ".tmp");
    try {
      Files.write(file, new byte[1]);
    } finally {
      Files.delete(file);
    }
  }

  private static long bytes(Path folder) throws IOException {
    long[] bytes = new long[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // it went meanwhile, or is another user's
          }
        });
    return bytes[0];
  }
}
