package dev.weft.source;

import dev.weft.WeftException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Bytes of any number that are not in Java's memory: those of a file, or of a stream in a temporary file. */
final class MappedBytes {
  private static final int BLOCK = 1 << 16;

  private MappedBytes() {}

  /** Some bytes of a file, for as long as the arena lives. */
  static MemorySegment of(Path file, long from, long length, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (from < 0 || length < 0 || from > channel.size() - length) {
        throw new EOFException();
      }
      return channel.map(MapMode.READ_ONLY, from, length, arena);
    }
  }

  /** A whole file, for as long as the arena lives. */
  static MemorySegment of(Path file, Arena arena) throws IOException {
    return of(file, 0, Files.size(file), arena);
  }

  /**
   * The next bytes of a stream, copied once. The temporary file loses its name at once where the system allows that.
   *
   * @throws EOFException if the stream has fewer
   * @throws WeftException if there is no space for them
   */
  static MemorySegment of(InputStream in, long length, Arena arena) throws IOException {
    Path file = Files.createTempFile("weft-", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      requireSpace(file, length);
      byte[] block = new byte[BLOCK];
      for (long done = 0; done < length; ) {
        int read = in.read(block, 0, (int) Math.min(BLOCK, length - done));
        if (read < 0) {
          throw new EOFException();
        }
        write(channel, ByteBuffer.wrap(block, 0, read));
        done += read;
      }
      return channel.map(MapMode.READ_ONLY, 0, length, arena);
    } finally {
      delete(file);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void requireSpace(Path file, long length) throws IOException {
    long free = Files.getFileStore(file).getUsableSpace();
    if (length > free) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "decompressed it has %,d bytes, and %s has space for %,d; name another folder by -Djava.io.tmpdir, or"
                  + " save it without compression.",
              length,
              file.getParent(),
              free));
    }
  }

  /** A system that cannot delete a mapped file does so when the program ends. */
  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
