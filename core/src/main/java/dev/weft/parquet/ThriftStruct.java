package dev.weft.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A structure in Thrift's compact protocol, field by field in rising order.
 *
 * <p>Format: <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact
 * protocol</a>.
 */
final class ThriftStruct {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int LONG_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  ThriftStruct with(int field, int value) {
    begin(field, I32);
    zigzag(value);
    return this;
  }

  ThriftStruct with(int field, long value) {
    begin(field, I64);
    zigzag(value);
    return this;
  }

  ThriftStruct with(int field, boolean value) {
    begin(field, value ? TRUE : FALSE);
    return this;
  }

  ThriftStruct with(int field, String text) {
    begin(field, BINARY);
    text(text);
    return this;
  }

  ThriftStruct with(int field, ThriftStruct value) {
    begin(field, STRUCT);
    out.writeBytes(value.bytes());
    return this;
  }

  ThriftStruct withStructs(int field, List<ThriftStruct> values) {
    list(field, STRUCT, values.size());
    values.forEach(value -> out.writeBytes(value.bytes()));
    return this;
  }

  ThriftStruct withTexts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::text);
    return this;
  }

  ThriftStruct withNumbers(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  /** With the byte that ends it. */
  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.write(0);
    return whole.toByteArray();
  }

  private void begin(int field, int type) {
    out.write(field - last << 4 | type);
    last = field;
  }

  private void list(int field, int type, int size) {
    begin(field, LIST);
    out.write(Math.min(size, LONG_LIST) << 4 | type);
    if (size >= LONG_LIST) {
      varint(out, size);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private void zigzag(long value) {
    varint(out, value << 1 ^ value >> 63);
  }

  /** Seven bits a byte, the lowest first. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
