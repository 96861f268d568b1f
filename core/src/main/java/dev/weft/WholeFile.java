package dev.weft;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that appear whole or not at all: written under another name in the same folder, then renamed. */
public final class WholeFile {
  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, or replaces the one that is there.
   *
   * @throws WeftException if it cannot be written; then what was there still is
   */
  public static void write(Path file, Content content) {
    Path temporary = temporary(file);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER)) {
        content.writeTo(out);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } finally {
      delete(temporary);
    }
  }

  /**
   * Writes a text file in UTF-8, or replaces the one that is there.
   *
   * @throws WeftException if it cannot be written; then what was there still is
   */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The hidden file that is written in a file's stead until it is whole. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }

  /** Deletes a temporary file if it is there; one that cannot be deleted is replaced by the next writing. */
  public static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // it stays behind, hidden
    }
  }
}
