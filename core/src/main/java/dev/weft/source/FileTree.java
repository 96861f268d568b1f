package dev.weft.source;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a folder or of an archive: listed once, read in place, by many threads at a time. System files are not
 * among them.
 */
interface FileTree extends AutoCloseable {
  /** A folder or an archive of more is refused. */
  int MOST_FILES = 2_000_000;

  /** A file that is read whole, such as an image, is at most this long. */
  int MOST_BYTES = 1 << 29;

  /** The folder or the archive. */
  Path path();

  /** {@code folder}, {@code zip archive}. */
  String kind();

  /** The name of each file below the path, with {@code /} between folders, in the order of code points. */
  List<String> files();

  /** The name of each folder below the path; an archive need not list them. */
  List<String> folders();

  /** The one file that a person named, if it was not the whole folder. */
  default Optional<String> chosen() {
    return Optional.empty();
  }

  /** Bytes of a file, as the folder or archive says. */
  long size(int file);

  /** The content of a file. */
  InputStream open(int file) throws IOException;

  /** Where a file lies by itself; empty in an archive. */
  default Optional<Path> onDisk(int file) {
    return Optional.empty();
  }

  /** The files on disk that hold these files, by name: of an archive, itself. */
  default Map<String, Path> holders(List<Integer> files) {
    return Map.of(path().getFileName().toString(), path());
  }

  /** What was passed over, a sentence each. */
  default List<String> notes() {
    return List.of();
  }

  @Override
  void close();

  /** The first bytes of a file; none if it cannot be read. */
  default byte[] start(int file, int count) {
    try (InputStream in = open(file)) {
      return in.readNBytes(count);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /**
   * A whole file.
   *
   * @throws WeftException if it cannot be read, or has more bytes than its size says or than 512 MiB: a sentence
   *     without its name
   */
  default byte[] read(int file) {
    long size = size(file);
    if (size > MOST_BYTES) {
      throw new WeftException(
          String.format(Locale.ROOT, "a file may have at most %,d bytes; it has %,d.", MOST_BYTES, size));
    }
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0) {
        throw new WeftException(
            String.format(
                Locale.ROOT,
                "it should have %,d bytes, but it %s; get it again.",
                size,
                bytes.length < size
                    ? String.format(Locale.ROOT, "ends after %,d", bytes.length)
                    : "goes on behind them"));
      }
      return bytes;
    } catch (IOException e) {
      throw new WeftException("it cannot be read: " + WeftException.reason(e) + ".", e);
    }
  }

  /** The refusal of what has more files than {@link #MOST_FILES}. */
  static WeftException tooMany(Path path) {
    return new WeftException(
        String.format(
            Locale.ROOT,
            "a folder or archive may hold at most %,d files and folders; %s holds more; choose a part of it.",
            MOST_FILES,
            path));
  }
}
