package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int PIECE = 1 << 20;

  private Sha256() {}

  static String of(MemorySegment content) {
    return of(out -> copy(content, out));
  }

  static void copy(MemorySegment content, OutputStream out) throws IOException {
    for (long at = 0; at < content.byteSize(); at += PIECE) {
      out.write(content.asSlice(at, Math.min(PIECE, content.byteSize() - at)).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** Of what is written. */
  public static String of(WholeFile.Content content) {
    MessageDigest digest = digest();
    try (OutputStream out = new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of these bytes. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /**
   * Of a file.
   *
   * @throws WeftException if it cannot be read
   */
  public static String of(Path file) {
    return of(out -> {
      try {
        Files.copy(file, out);
      } catch (IOException e) {
        throw WeftException.unreadable(file, e);
      }
    });
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
