package dev.weft;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/**
 * Files that appear whole or not at all, also after a power loss: written under another name in the same folder, forced
 * to the disk, then renamed.
 */
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
    deleteAtExit(temporary);
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.writeTo(new KeptOpen(out));
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      keepName(file);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } finally {
      delete(temporary);
    }
  }

  /**
   * Writes a file that is checked before it appears, or replaces the one that is there.
   *
   * @param written writes another file of the same folder and checks it; its errors name the file that is wanted
   * @return what {@code written} returns
   * @throws WeftException if it cannot be written, or is not right; then what was there still is
   */
  public static <T> T checked(Path file, Function<Path, T> written) {
    Path unchecked = temporary(file.resolveSibling(file.getFileName() + ".new"));
    deleteAtExit(unchecked);
    try {
      T result = written.apply(unchecked);
      Files.move(unchecked, file, StandardCopyOption.ATOMIC_MOVE);
      keepName(file);
      return result;
    } catch (WeftException e) {
      throw new WeftException(e.getMessage().replace(unchecked.toString(), file.toString()), e);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } finally {
      delete(unchecked);
    }
  }

  /** So that a power loss does not take the new name away; not every system can do that with folders. */
  private static void keepName(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the name is as safe as this system makes it
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

  /** A temporary file goes, too, where a key ends the program. */
  public static void deleteAtExit(Path temporary) {
    try {
      temporary.toFile().deleteOnExit();
    } catch (IllegalStateException e) {
      // the program is ending already; it stays behind, hidden
    }
  }

  /** Deletes a temporary file if it is there; one that cannot be deleted is replaced by the next writing. */
  public static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // it stays behind, hidden
    }
  }

  /** What is written to has still to be forced to the disk, whoever closes it. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
