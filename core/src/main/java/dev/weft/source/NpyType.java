package dev.weft.source;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/** The types of numbers and texts in NPY files, by NumPy's letter and width. */
enum NpyType {
  BOOL('b', 1),
  INT8('i', 1),
  INT16('i', 2),
  INT32('i', 4),
  INT64('i', 8),
  UINT8('u', 1),
  UINT16('u', 2),
  UINT32('u', 4),
  UINT64('u', 8),
  FLOAT16('f', 2),
  FLOAT32('f', 4),
  FLOAT64('f', 8),
  /** Texts of bytes, as long as the type says, filled up with zeros. */
  BYTES('S', 0),
  /** Texts of code points of 4 bytes each, filled up with zeros. */
  TEXT('U', 0);

  private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final char letter;
  private final int width;

  NpyType(char letter, int width) {
    this.letter = letter;
    this.width = width;
  }

  /** The type that NumPy writes as a letter and a width. */
  static Optional<NpyType> of(char letter, int width) {
    for (NpyType type : values()) {
      if (type.letter == letter && (type.isText() || type.width == width)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  boolean isText() {
    return this == BYTES || this == TEXT;
  }

  boolean isFloat() {
    return letter == 'f';
  }

  /** How many bytes a value has whose type has this width. */
  long bytes(int width) {
    return this == TEXT ? 4L * width : width;
  }

  /**
   * The number at a byte.
   *
   * @param big whether its first byte is the one of most weight
   */
  double number(MemorySegment values, long at, boolean big) {
    return switch (this) {
      case BOOL, UINT8 -> values.get(JAVA_BYTE, at) & 0xff;
      case INT8 -> values.get(JAVA_BYTE, at);
      case INT16 -> twoBytes(values, at, big);
      case UINT16 -> twoBytes(values, at, big) & 0xffff;
      case INT32 -> fourBytes(values, at, big);
      case UINT32 -> Integer.toUnsignedLong(fourBytes(values, at, big));
      case INT64 -> eightBytes(values, at, big);
      case UINT64 -> unsigned(eightBytes(values, at, big));
      case FLOAT16 -> Float.float16ToFloat(twoBytes(values, at, big));
      case FLOAT32 -> Float.intBitsToFloat(fourBytes(values, at, big));
      case FLOAT64 -> Double.longBitsToDouble(eightBytes(values, at, big));
      case BYTES, TEXT -> throw new IllegalArgumentException("a text is no number.");
    };
  }

  private static short twoBytes(MemorySegment values, long at, boolean big) {
    short value = values.get(SHORT, at);
    return big ? Short.reverseBytes(value) : value;
  }

  private static int fourBytes(MemorySegment values, long at, boolean big) {
    int value = values.get(INT, at);
    return big ? Integer.reverseBytes(value) : value;
  }

  private static long eightBytes(MemorySegment values, long at, boolean big) {
    long value = values.get(LONG, at);
    return big ? Long.reverseBytes(value) : value;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0;
  }

  /** The text of so many bytes at a byte. */
  String text(MemorySegment values, long at, long bytes, boolean big) {
    StringBuilder text = new StringBuilder();
    int step = this == TEXT ? 4 : 1;
    for (long i = at; i < at + bytes; i += step) {
      int character = this == TEXT ? fourBytes(values, i, big) : values.get(JAVA_BYTE, i) & 0xff;
      if (character == 0) {
        break;
      }
      text.appendCodePoint(Character.isValidCodePoint(character) ? character : 0xfffd);
    }
    return text.toString();
  }
}
