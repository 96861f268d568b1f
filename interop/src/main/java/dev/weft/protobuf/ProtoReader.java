package dev.weft.protobuf;

import dev.weft.WeftException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Reads a message of protocol buffers, field by field. Its bytes may come from a stranger: no field reaches beyond its
 * message, messages are nested at most {@value #MOST_NESTING} deep, and nothing is copied before its length is checked.
 *
 * <pre>{@code
 * ProtoReader message = ProtoReader.of(bytes);
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> name = message.text();
 *     case 2 -> size = message.varint();
 *     default -> {} // a field that nobody asks for is passed over
 *   }
 * }
 * }</pre>
 *
 * See <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>. Groups, which proto3 does not have,
 * are refused.
 */
public final class ProtoReader {
  /** How deep messages may stand in messages. */
  public static final int MOST_NESTING = 64;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer file;
  private final int end;
  private final int nesting;

  private int at;
  private int field;
  private int wireType;
  private int fieldStart;
  private int valueStart;
  private int valueEnd;

  private ProtoReader(ByteBuffer file, int from, int end, int nesting) {
    this.file = file;
    this.end = end;
    this.nesting = nesting;
    at = from;
  }

  /** Of a message that is these bytes; they are not copied. */
  public static ProtoReader of(byte[] message) {
    return new ProtoReader(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), 0, message.length, 0);
  }

  /**
   * Goes to the next field, past what was not read of this one.
   *
   * @return whether there is one
   * @throws WeftException if it is damaged
   */
  public boolean next() {
    if (at == end) {
      return false;
    }
    fieldStart = at;
    long key = takeVarint();
    long number = key >>> 3;
    wireType = (int) (key & 7);
    if (number < 1 || number >= 1 << 29) {
      throw damaged("a field's number must be 1 to 536870911; received " + Long.toUnsignedString(number));
    }
    field = (int) number;
    valueStart = at;
    switch (wireType) {
      case VARINT -> takeVarint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case LENGTH_DELIMITED -> {
        long length = takeVarint();
        valueStart = at;
        skip(length);
      }
      case 3, 4 -> throw damaged("field " + field + " is a group, which is not read");
      default -> throw damaged("field " + field + " has the unknown wire type " + wireType);
    }
    valueEnd = at;
    return true;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** The place in the file where the field begins, in bytes, for messages. */
  public int place() {
    return fieldStart;
  }

  private void skip(long length) {
    if (length < 0 || length > end - at) {
      throw damaged(
          "field %s has %s bytes, where only %s are left".formatted(field, Long.toUnsignedString(length), end - at));
    }
    at += (int) length;
  }

  private long takeVarint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (at == end) {
        throw damaged("it is cut off within a number");
      }
      int next = file.get(at++);
      if (i == LONGEST_VARINT - 1 && next != 0 && next != 1) {
        break;
      }
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number has more than 64 bits");
  }

  /**
   * An int32, int64, bool or enum.
   *
   * @throws WeftException if the field is of another kind
   */
  public long varint() {
    require(VARINT, "a whole number");
    return decodeVarint();
  }

  private long decodeVarint() {
    long value = 0;
    for (int i = valueStart, shift = 0; i < valueEnd; i++, shift += 7) {
      value |= (long) (file.get(i) & 0x7f) << shift;
    }
    return value;
  }

  /**
   * @throws WeftException if the field is of another kind
   */
  public float fixed32() {
    require(FIXED32, "a float of 32 bits");
    return file.getFloat(valueStart);
  }

  /**
   * The message that the field is.
   *
   * @throws WeftException if the field is of another kind, or stands too deep
   */
  public ProtoReader message() {
    require(LENGTH_DELIMITED, "a message");
    if (nesting == MOST_NESTING) {
      throw damaged("messages may be nested at most " + MOST_NESTING + " deep");
    }
    return new ProtoReader(file, valueStart, valueEnd, nesting + 1);
  }

  /**
   * The bytes that the field is, little-endian and not copied.
   *
   * @throws WeftException if the field is of another kind
   */
  public ByteBuffer bytes() {
    require(LENGTH_DELIMITED, "bytes");
    return file.slice(valueStart, valueEnd - valueStart).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws WeftException if the field is of another kind, or no UTF-8
   */
  public String text() {
    require(LENGTH_DELIMITED, "a text");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(file.slice(valueStart, valueEnd - valueStart)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("field " + field + " must be a text in UTF-8");
    }
  }

  /**
   * The numbers of a repeated int32, int64 or enum that stand in this field: one, or packed ones.
   *
   * @throws WeftException if the field is of another kind, or a packed number is cut off
   */
  public void varints(LongConsumer each) {
    if (wireType == VARINT) {
      each.accept(decodeVarint());
      return;
    }
    require(LENGTH_DELIMITED, "whole numbers");
    ProtoReader packed = new ProtoReader(file, valueStart, valueEnd, nesting);
    while (packed.at < packed.end) {
      packed.fieldStart = packed.at;
      each.accept(packed.takeVarint());
    }
  }

  /**
   * The numbers of a repeated float that stand in this field: one, or packed ones.
   *
   * @throws WeftException if the field is of another kind, or a packed number is cut off
   */
  public void floats(DoubleConsumer each) {
    if (wireType == FIXED32) {
      each.accept(file.getFloat(valueStart));
      return;
    }
    requirePacked("floats of 32 bits", Float.BYTES);
    for (int i = valueStart; i < valueEnd; i += Float.BYTES) {
      each.accept(file.getFloat(i));
    }
  }

  /**
   * The numbers of a repeated double that stand in this field: one, or packed ones.
   *
   * @throws WeftException if the field is of another kind, or a packed number is cut off
   */
  public void doubles(DoubleConsumer each) {
    if (wireType == FIXED64) {
      each.accept(file.getDouble(valueStart));
      return;
    }
    requirePacked("floats of 64 bits", Double.BYTES);
    for (int i = valueStart; i < valueEnd; i += Double.BYTES) {
      each.accept(file.getDouble(i));
    }
  }

  private void requirePacked(String what, int size) {
    require(LENGTH_DELIMITED, what);
    if ((valueEnd - valueStart) % size != 0) {
      throw damaged("field %s must be whole %s; it has %s bytes".formatted(field, what, valueEnd - valueStart));
    }
  }

  private void require(int kind, String what) {
    if (wireType != kind) {
      throw damaged("field %s must be %s; its wire type is %s".formatted(field, what, wireType));
    }
  }

  /** What is wrong at the field, in one sentence with the place of its first byte. */
  public WeftException damaged(String why) {
    return new WeftException("it is damaged at byte " + fieldStart + ": " + why + ".");
  }
}
