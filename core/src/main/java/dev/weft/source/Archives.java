package dev.weft.source;

import dev.weft.WeftException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Opens archives, which are recognized by their first bytes. */
final class Archives {
  private static final int HEADER = 512; // of a file in a tar archive
  private static final int PIECE = 1 << 16;

  private Archives() {}

  /**
   * The files of a zip archive, or of a tar archive, which may be packed with gzip or bzip2; empty if the file is
   * neither.
   *
   * @throws WeftException if it is one, but damaged, hostile, encrypted or of a kind that Weft does not read
   */
  static Optional<FileTree> open(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), PIECE)) {
      byte[] header = peek(in);
      String start = new String(header, StandardCharsets.ISO_8859_1);
      if (start.startsWith("PK\3\4") || start.startsWith("PK\5\6")) {
        return Optional.of(ZipTree.of(path));
      }
      if (isTar(header)) {
        return Optional.of(TarTree.of(path, Files.newByteChannel(path)));
      }
      if (start.startsWith("\u001f\u008b")) {
        return packedTar(path, new GZIPInputStream(in, PIECE));
      }
      if (start.startsWith("BZh")) {
        return packedTar(path, new BZip2CompressorInputStream(in, true));
      }
      refuse(path, start);
      return Optional.empty();
    } catch (EOFException e) {
      throw new WeftException(path + " is truncated: its compressed data ends too early; get the file again.", e);
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  private static void refuse(Path path, String start) {
    String kind =
        start.startsWith("Rar!\u001a\7")
            ? "RAR"
            : start.startsWith("7z\u00bc\u00af\u0027\u001c") ? "7z" : start.startsWith("\u00fd7zXZ\0") ? "xz" : "";
    if (!kind.isEmpty()) {
      throw new WeftException(
          "an archive must be zip, tar, tar.gz or tar.bz2; %s is %s; unpack it, and name the folder."
              .formatted(path, kind));
    }
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(HEADER);
    byte[] header = in.readNBytes(HEADER);
    in.reset();
    return header;
  }

  private static boolean isTar(byte[] header) {
    try {
      return header.length == HEADER && header[0] != 0 && TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) { // there is no number where the checksum should be
      return false;
    }
  }

  private static Optional<FileTree> packedTar(Path path, InputStream unpacked) throws IOException {
    InputStream in = new BufferedInputStream(unpacked, PIECE);
    if (!isTar(peek(in))) {
      return Optional.empty();
    }
    SeekableByteChannel channel = temporary();
    boolean isWhole = false;
    try {
      unpack(path, in, channel);
      isWhole = true;
    } finally {
      if (!isWhole) {
        channel.close();
      }
    }
    return Optional.of(TarTree.of(path, channel));
  }

  /** A file without a name, where the system allows it: nothing of it stays, however the program ends. */
  private static SeekableByteChannel temporary() throws IOException {
    String set = System.getenv("XDG_CACHE_HOME");
    Path caches =
        set == null || !Path.of(set).isAbsolute() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
    return Files.newByteChannel(
        file(caches), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** In the user's cache, or where that cannot be written, in the folder for temporary files. */
  private static Path file(Path caches) throws IOException {
    try {
      return Files.createTempFile(Files.createDirectories(caches.resolve("weft")), "unpacked", ".tar");
    } catch (IOException e) {
      return Files.createTempFile("weft-unpacked", ".tar");
    }
  }

  private static void unpack(Path path, InputStream in, SeekableByteChannel to) throws IOException {
    long packed = Files.size(path);
    long unpacked = 0;
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      unpacked += count;
      ArchiveEntries.requireUsual(path, packed, unpacked);
      ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    }
  }
}
