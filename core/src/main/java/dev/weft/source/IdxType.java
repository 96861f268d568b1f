package dev.weft.source;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The types of values that an IDX file may have, each big-endian. */
public enum IdxType {
  UNSIGNED_BYTE(0x08, 1, "unsigned bytes"),
  BYTE(0x09, 1, "bytes"),
  SHORT(0x0B, 2, "16-bit integers"),
  INT(0x0C, 4, "32-bit integers"),
  FLOAT(0x0D, 4, "32-bit floats"),
  DOUBLE(0x0E, 8, "64-bit floats");

  private final int code;
  private final int size;
  private final String words;

  IdxType(int code, int size, String words) {
    this.code = code;
    this.size = size;
    this.words = words;
  }

  /** The third byte of a file of this type. */
  public int code() {
    return code;
  }

  /** Bytes of a value. */
  public int size() {
    return size;
  }

  /** The value that begins at a byte of the buffer. */
  public double value(ByteBuffer bytes, int at) {
    return switch (this) {
      case UNSIGNED_BYTE -> bytes.get(at) & 0xff;
      case BYTE -> bytes.get(at);
      case SHORT -> bytes.getShort(at);
      case INT -> bytes.getInt(at);
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
    };
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%02x (%s)", code, words);
  }
}
