package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A file of NumPy arrays: an NPY file is one array, an NPZ file a ZIP archive of them.
 *
 * @param arrays by name: that of the entry without {@code .npy}, or of the file
 */
record ArrayFile(Path path, boolean zipped, List<String> arrays) {
  private static final String ENDING = ".npy";
  private static final int ZIP_START = 0x504b0304; // PK..

  /** What a file holds; empty if it is neither of the two. */
  static Optional<ArrayFile> at(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(8);
      if (NpyHeader.begins(start)) {
        return Optional.of(new ArrayFile(path, false, List.of(stem(path))));
      }
      if (start.length < 8 || ByteBuffer.wrap(start).getInt() != ZIP_START) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
    List<String> names = entries(path);
    return names.isEmpty() ? Optional.empty() : Optional.of(new ArrayFile(path, true, names));
  }

  /** The file's name without its ending. */
  static String stem(Path path) {
    return path.getFileName().toString().replaceFirst("(?i)\\.np[yz]$", "");
  }

  /** None where the archive holds other files, too: then it is of another format. */
  private static List<String> entries(Path path) {
    List<String> names = new ArrayList<>();
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (!name.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
          return List.of();
        }
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
    } catch (IOException e) {
      return List.of();
    }
    return names;
  }

  /** An array's type and shape. */
  NpyHeader header(String array) {
    return read(array, (in, entry) -> NpyHeader.read(in));
  }

  /**
   * An array, mapped where it lies uncompressed, and else decompressed once.
   *
   * @throws WeftException if it is damaged, or has more values than its header says, or fewer
   */
  NpyArray load(String array, Arena arena) {
    return read(
        array,
        (in, entry) -> {
          NpyHeader header = NpyHeader.read(in);
          long there = (entry == null ? Files.size(path) : entry.getSize()) - header.length();
          if (there != header.bytes()) {
            throw NpyHeader.damaged(
                String.format(
                    Locale.ROOT, "its header promises %,d bytes of values, %,d are there", header.bytes(), there));
          }
          MemorySegment values;
          if (entry == null) {
            values = MappedBytes.of(path, header.length(), header.bytes(), arena);
          } else if (entry.getMethod() == ZipEntry.STORED) {
            values = MappedBytes.of(path, entry.getDataOffset() + header.length(), header.bytes(), arena);
          } else {
            values = MappedBytes.of(in, header.bytes(), arena);
          }
          return NpyArray.of(array, header, values);
        });
  }

  /** Reads of an array's file, or of its entry in one. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream in, ZipArchiveEntry entry) throws IOException;
  }

  private <T> T read(String array, Reader<T> reader) {
    try {
      if (!zipped) {
        try (InputStream in = Files.newInputStream(path)) {
          return reader.read(in, null);
        }
      }
      try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
        ZipArchiveEntry entry = zip.getEntry(array + ENDING);
        try (InputStream in = zip.getInputStream(entry)) {
          return reader.read(in, entry);
        }
      }
    } catch (EOFException e) {
      throw new WeftException(place(array) + ": it ends too early; copy or download it again.", e);
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    } catch (WeftException e) {
      throw new WeftException(place(array) + ": " + e.getMessage(), e);
    }
  }

  /** As a message names an array. */
  String place(String array) {
    return zipped ? path + ", " + Quoted.text(array) : path.toString();
  }
}
