package dev.weft.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file: copied where they are few, mapped where they are many. */
final class Contents {
  private static final long MOST_COPIED = 64 << 20;

  private Contents() {}

  /**
   * @param arena how long the bytes are needed
   */
  static MemorySegment of(Path file, Arena arena) throws IOException {
    if (Files.size(file) <= MOST_COPIED) {
      return MemorySegment.ofArray(Files.readAllBytes(file));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }
}
