package dev.weft.dataset;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Texts, numbers and lists as bytes, for files that only Weft reads. */
final class Bytes {
  private Bytes() {}

  /** Writes an element of a list. */
  @FunctionalInterface
  interface Element<T> {
    void write(Out out, T element) throws IOException;
  }

  /** What writes them. */
  static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    void number(long value) throws IOException {
      data.writeLong(value);
    }

    void text(String text) throws IOException {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      data.writeInt(utf8.length);
      data.write(utf8);
    }

    void integers(int[] values) throws IOException {
      data.writeInt(values.length);
      for (int value : values) {
        data.writeInt(value);
      }
    }

    <T> void list(List<T> list, Element<T> element) throws IOException {
      data.writeInt(list.size());
      for (T one : list) {
        element.write(this, one);
      }
    }

    byte[] toArray() {
      return bytes.toByteArray();
    }
  }

  /** The CRC-32 of what is left in a buffer: it shows damage, not malice. */
  static long crc(ByteBuffer bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return checksum.getValue();
  }

  /** What is written by {@code content}. */
  static byte[] of(Element<Void> content) {
    Out out = new Out();
    try {
      content.write(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toArray();
  }

  /** What reads them again; it throws a RuntimeException at bytes that were not written so. */
  record In(ByteBuffer bytes) {
    static In of(byte[] bytes) {
      return new In(ByteBuffer.wrap(bytes));
    }

    long number() {
      return bytes.getLong();
    }

    int integer() {
      return Math.toIntExact(bytes.getLong());
    }

    String text() {
      byte[] utf8 = new byte[length()];
      bytes.get(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    int[] integers() {
      int[] values = new int[length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes.getInt();
      }
      return values;
    }

    <T> List<T> list(Function<In, T> element) {
      int size = length();
      List<T> list = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        list.add(element.apply(this));
      }
      return list;
    }

    /** Of a text or a list, whose elements take at least a byte each. */
    private int length() {
      int length = bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw new IllegalArgumentException("there are " + bytes.remaining() + " bytes left; received " + length + ".");
      }
      return length;
    }
  }
}
