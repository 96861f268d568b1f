package dev.weft.source;

import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of a table: UTF-8, UTF-16 as Excel's "Unicode text", or Windows-1252 as its CSV in western languages.
 *
 * @param bytes in UTF-8 or Windows-1252, without a mark of the byte order and Excel's line {@code sep=;}
 * @param lineEnding what ends a line: {@code \n}, or {@code \r} where there is no {@code \n}
 */
record TableText(Path path, MemorySegment bytes, Charset charset, byte lineEnding) {
  private static final int START = 1 << 20;
  private static final long LONGEST_LINE = 1L << 24;
  private static final int LONGEST_FIRST_LINES = 1 << 22;
  private static final int MOST_COLUMNS = 1_000_000;
  private static final long LONGEST_UTF_16 = 1L << 28;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /**
   * Opens a table for as long as the arena lives.
   *
   * @throws WeftException if the file cannot be read
   */
  static TableText of(Path path, Arena arena) {
    try {
      return of(path, MappedBytes.of(path, arena));
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  /** The text of a table's bytes. */
  static TableText of(Path path, MemorySegment bytes) {
    if (begins(bytes, 0xef, 0xbb, 0xbf)) {
      return text(path, bytes.asSlice(3), StandardCharsets.UTF_8);
    }
    if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) {
      return text(path, recoded(path, bytes), StandardCharsets.UTF_8);
    }
    return text(path, bytes, isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS);
  }

  private static TableText text(Path path, MemorySegment bytes, Charset charset) {
    boolean separated = begins(bytes, 's', 'e', 'p', '=') && bytes.byteSize() > 6;
    int start = !separated ? 0 : bytes.get(ValueLayout.JAVA_BYTE, 5) == '\r' ? 7 : 6;
    return new TableText(path, bytes.asSlice(Math.min(start, bytes.byteSize())), charset, lineEnding(bytes));
  }

  private static byte lineEnding(MemorySegment bytes) {
    byte[] first = bytes.asSlice(0, Math.min(bytes.byteSize(), START)).toArray(ValueLayout.JAVA_BYTE);
    boolean returns = false;
    for (byte character : first) {
      if (character == '\n') {
        return '\n';
      }
      returns |= character == '\r';
    }
    return (byte) (returns ? '\r' : '\n');
  }

  private static boolean begins(MemorySegment bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes.byteSize() <= i || (bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static MemorySegment recoded(Path path, MemorySegment bytes) {
    if (bytes.byteSize() > LONGEST_UTF_16) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s: a table in UTF-16 has at most %,d bytes; it has %,d; save it in UTF-8.",
              path,
              LONGEST_UTF_16,
              bytes.byteSize()));
    }
    String text = new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_16);
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isUtf8(MemorySegment bytes) {
    if (!isText(bytes)) {
      return false;
    }
    long size = Math.min(bytes.byteSize(), 64L * START);
    byte[] start = bytes.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    int plain = 0;
    while (plain < start.length && start[plain] >= 0) {
      plain++;
    }
    int end = start.length;
    while (size < bytes.byteSize() && end > plain && start[end - 1] < 0) { // a character may be cut
      end--;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start, plain, end - plain));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether its first bytes are of a text at all. */
  boolean isText() {
    return isText(bytes);
  }

  private static boolean isText(MemorySegment bytes) {
    for (long i = 0; i < Math.min(bytes.byteSize(), 4096); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) == 0) {
        return false;
      }
    }
    return bytes.byteSize() > 0;
  }

  /** The first lines that are not empty: at most so many, and two at least even if they are long. */
  List<byte[]> firstLines(int most) {
    List<byte[]> lines = new ArrayList<>();
    long at = 0;
    while (lines.size() < most && at < bytes.byteSize() && (lines.size() < 2 || at < LONGEST_FIRST_LINES)) {
      long end = lineEnd(at);
      byte[] line = line(at, end);
      if (line.length > 0) {
        lines.add(line);
      }
      at = end + 1;
    }
    return lines;
  }

  /** Where the line that begins at a byte ends: before what ends it, or at the end of the file. */
  long lineEnd(long from) {
    long at = from;
    while (at < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, at) != lineEnding) {
      at++;
    }
    if (at - from > LONGEST_LINE) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s: a line of a table has at most %,d bytes; received %,d; is it a table of text?",
              path,
              LONGEST_LINE,
              at - from));
    }
    return at;
  }

  boolean isEmpty(long from, long end) {
    long at = from;
    while (at < end && isBlank(bytes.get(ValueLayout.JAVA_BYTE, at))) {
      at++;
    }
    return at == end;
  }

  /** The bytes of a line without the characters at its end; none if it is empty. */
  byte[] line(long from, long end) {
    long to = end;
    while (to > from && isBlank(bytes.get(ValueLayout.JAVA_BYTE, to - 1))) {
      to--;
    }
    return bytes.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\r';
  }

  /** What stands between the fields of a line: a comma, a semicolon or a tab; 0 if none of them does. */
  static byte delimiter(byte[] line) {
    byte best = 0;
    int most = 0;
    for (byte delimiter : new byte[] {';', '\t', ','}) {
      Fields fields = new Fields(line, delimiter);
      int count = -1;
      while (fields.next()) {
        count++;
      }
      if (count > most) {
        most = count;
        best = delimiter;
      }
    }
    return best;
  }

  /** The fields of a line as texts. */
  List<String> texts(byte[] line, byte delimiter) {
    List<String> texts = new ArrayList<>();
    Fields fields = new Fields(line, delimiter);
    while (fields.next()) {
      texts.add(fields.text(charset));
      if (texts.size() > MOST_COLUMNS) {
        throw new WeftException(
            String.format(
                Locale.ROOT, "a table of pixels has at most %,d columns; is it a table of text?", MOST_COLUMNS));
      }
    }
    return texts;
  }
}
