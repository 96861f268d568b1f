package dev.weft.server.teach;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class FileTree {
  private FileTree() {}

  /** Deletes a folder with all below it; nothing where there is none. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  /** A second name of a file that never changes, or a copy where the disk knows no second names. */
  static void link(Path file, Path as) {
    try {
      Files.createLink(as, file);
    } catch (IOException | UnsupportedOperationException e) {
      copy(file, as);
    }
  }

  private static void copy(Path file, Path to) {
    try {
      Files.copy(file, to);
    } catch (IOException e) {
      throw WeftException.unwritable(to, e);
    }
  }
}
