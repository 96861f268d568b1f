package dev.weft.dataset;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** A file with an {@link ImageTable}: 4,096 bytes of head, the pixels, which are mapped into memory, and all else. */
final class ImageTableFile implements AutoCloseable {
  private static final int HEAD = 4096;
  private static final long MAGIC = 0x574546544f574e31L; // "WEFTOWN1"

  private final UnfinishedFile file;

  private ImageTableFile(UnfinishedFile file) {
    this.file = file;
  }

  // ---- reading

  /** What a file holds; empty if there is none, or none that is whole. */
  static Optional<ImageTable> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return read(channel);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // it is made anew
    }
  }

  private static Optional<ImageTable> read(FileChannel channel) throws IOException {
    Bytes.In head = Bytes.In.of(bytes(channel, 0, HEAD));
    if (head.number() != MAGIC) {
      return Optional.empty();
    }
    long pixels = head.number();
    int length = head.integer();
    long sum = head.number();
    if (channel.size() != HEAD + pixels + length) {
      return Optional.empty();
    }
    byte[] rest = bytes(channel, HEAD + pixels, length);
    return Bytes.crc(ByteBuffer.wrap(rest)) == sum
        ? Optional.of(ImageTableCodec.read(rest, mapped(channel, pixels)))
        : Optional.empty();
  }

  private static byte[] bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      continue;
    }
    return bytes.array();
  }

  private static MemorySegment mapped(FileChannel channel, long pixels) throws IOException {
    return channel.map(MapMode.READ_ONLY, HEAD, pixels, Arena.ofAuto());
  }

  /** Notes that a file was used now. */
  static void touch(Path file) {
    try {
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      // it is deleted a little earlier
    }
  }

  // ---- writing

  /** Begins a file. */
  static ImageTableFile begin(Path file) throws IOException {
    return new ImageTableFile(UnfinishedFile.begin(file));
  }

  /** Begins a file that has no name and is gone with the process. */
  static ImageTableFile nameless(long bytes) throws IOException {
    return new ImageTableFile(UnfinishedFile.nameless("weft-images-", bytes));
  }

  /** Writes pixels, from a byte of them on; several threads may do so. */
  void write(long at, byte[] pixels) throws IOException {
    all(HEAD + at, pixels);
  }

  /** Writes all but the pixels, and reads what was written. */
  ImageTable finish(ImageTable table, long pixels) throws IOException {
    byte[] rest = ImageTableCodec.write(table);
    byte[] head =
        Bytes.of((out, nothing) -> {
          out.number(MAGIC);
          out.number(pixels);
          out.number(rest.length);
          out.number(Bytes.crc(ByteBuffer.wrap(rest)));
        });
    all(HEAD + pixels, rest);
    all(0, head);
    return table.in(mapped(file.channel(), pixels));
  }

  /** Gives the finished file its name. */
  void rename(Path name) throws IOException {
    file.rename(name);
  }

  private void all(long at, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.channel().write(buffer, at + buffer.position());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
