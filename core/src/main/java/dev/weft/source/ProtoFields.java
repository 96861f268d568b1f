package dev.weft.source;

import dev.weft.WeftException;

/**
 * The fields of a protocol buffer, one after the other, as they stand in its bytes.
 *
 * <p>Format: <a href="https://protobuf.dev/programming-guides/encoding/">Protocol buffers, encoding</a>.
 */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final byte[] bytes;
  private final int end;
  private int next;
  private int number;
  private long value;
  private int from;
  private int length;

  ProtoFields(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    next = from;
    end = from + length;
  }

  /**
   * Goes to the next field; false behind the last.
   *
   * @throws WeftException if the bytes are no protocol buffer
   */
  boolean next() {
    if (next == end) {
      return false;
    }
    long tag = varint();
    number = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
    switch ((int) tag & 7) {
      case VARINT -> {
        value = varint();
        take(0);
      }
      case EIGHT_BYTES -> take(8);
      case LENGTH -> take(varint());
      case FOUR_BYTES -> take(4);
      default -> throw damaged();
    }
    return true;
  }

  private void take(long count) {
    if (count < 0 || count > end - next) {
      throw damaged();
    }
    from = next;
    length = (int) count;
    next += length;
  }

  private static WeftException damaged() {
    return new WeftException("a record must be a tf.train.Example; it is something else, or damaged.");
  }

  /** The number of the field. */
  int number() {
    return number;
  }

  /** The number that the field holds. */
  long value() {
    return value;
  }

  /** Where the field's bytes begin. */
  int from() {
    return from;
  }

  /** How many bytes the field has. */
  int length() {
    return length;
  }

  /** The field's bytes as fields. */
  ProtoFields fields() {
    return new ProtoFields(bytes, from, length);
  }

  /** The next number of the bytes themselves, as a packed list has them. */
  long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (next == end) {
        throw damaged();
      }
      byte part = bytes[next++];
      result |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return result;
      }
    }
    throw damaged();
  }

  /** Whether bytes are left. */
  boolean hasMore() {
    return next < end;
  }
}
