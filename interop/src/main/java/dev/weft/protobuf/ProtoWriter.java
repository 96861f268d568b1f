package dev.weft.protobuf;

import dev.weft.WeftException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A message in Protocol Buffers' wire format, field by field. It keeps arrays and messages as they are, and copies them
 * only as it writes them. What it was given may not change until then.
 *
 * <p>Format: <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers encoding</a>.
 */
public final class ProtoWriter {
  /** The bytes that a message may have; readers refuse a longer one. */
  public static final long MOST = Integer.MAX_VALUE;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int CHUNK = 1 << 14;

  private final List<Part> parts = new ArrayList<>();
  private ByteArrayOutputStream small = new ByteArrayOutputStream();
  private long length;

  @FunctionalInterface
  private interface Part {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A field of type {@code int32}, {@code int64}, {@code uint64}, {@code bool} or an enum. */
  public ProtoWriter number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A field of type {@code float}. */
  public ProtoWriter decimal(int field, float value) {
    tag(field, FIXED32);
    return add(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  /** A field of type {@code double}. */
  public ProtoWriter decimal(int field, double value) {
    tag(field, FIXED64);
    return add(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  /** A field of type {@code string}. */
  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of type {@code bytes}. */
  public ProtoWriter bytes(int field, byte[] value) {
    begin(field, value.length);
    return value.length < CHUNK ? add(value) : add(value.length, out -> out.write(value));
  }

  /** A field that is a message, which takes no more fields from now on. */
  public ProtoWriter message(int field, ProtoWriter value) {
    begin(field, value.length);
    return add(value.length, value::writeParts);
  }

  /** A packed repeated field of type {@code int32}, {@code int64}, {@code uint64}, {@code bool} or an enum. */
  public ProtoWriter packed(int field, long... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long value : values) {
      varint(bytes, value);
    }
    return bytes(field, bytes.toByteArray());
  }

  /**
   * A packed repeated field of type {@code float}, or one of type {@code bytes} with these numbers, lowest byte first.
   */
  public ProtoWriter packed(int field, float... values) {
    begin(field, (long) values.length * Float.BYTES);
    return add((long) values.length * Float.BYTES, out -> write(values, out));
  }

  /** A packed repeated field of type {@code double}. */
  public ProtoWriter packed(int field, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes(field, bytes.array());
  }

  /** The number of bytes that the message has, which may be more than {@link #MOST}. */
  public long length() {
    return length;
  }

  /**
   * Writes the message, without its length.
   *
   * @throws WeftException if it is longer than {@link #MOST}; then nothing was written
   */
  public void writeTo(OutputStream out) throws IOException {
    if (length > MOST) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a file of this kind holds at most 2 GB; received %.1f GB; use a smaller network.",
              length / (double) (1 << 30)));
    }
    writeParts(out);
  }

  /**
   * The message, without its length.
   *
   * @throws WeftException if it is longer than {@link #MOST}
   */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(length, MOST - 8));
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory gives none
    }
    return out.toByteArray();
  }

  private void writeParts(OutputStream out) throws IOException {
    for (Part part : parts) {
      part.writeTo(out);
    }
    small.writeTo(out);
  }

  private static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK, values.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.asFloatBuffer().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  private void begin(int field, long length) {
    tag(field, LENGTH_DELIMITED);
    varint(length);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    int before = small.size();
    varint(small, value);
    length += small.size() - before;
  }

  private ProtoWriter add(byte[] bytes) {
    small.writeBytes(bytes);
    length += bytes.length;
    return this;
  }

  /** A part of its own, after the small ones before it. */
  private ProtoWriter add(long bytes, Part part) {
    parts.add(small::writeTo);
    parts.add(part);
    small = new ByteArrayOutputStream();
    length += bytes;
    return this;
  }

  /** Seven bits a byte, the lowest first. */
  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
