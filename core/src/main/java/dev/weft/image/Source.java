package dev.weft.image;

import dev.weft.WeftException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The bytes of an image file, read at any place; what lies behind its end is a file that ends too early. */
final class Source {
  private final MemorySegment content;
  private long at;
  private boolean little;

  Source(MemorySegment content) {
    this.content = content;
  }

  static WeftException tooShort(String what) {
    return new WeftException("it ends too early: " + what + "; copy or download it again.");
  }

  long length() {
    return content.byteSize();
  }

  long position() {
    return at;
  }

  void order(ByteOrder order) {
    little = order == ByteOrder.LITTLE_ENDIAN;
  }

  void seek(long position) {
    at = position;
  }

  void skip(long count) {
    at += count;
  }

  boolean atEnd() {
    return at >= content.byteSize();
  }

  /** The next byte, 0 to 255. */
  int next() throws IOException {
    if (at < 0 || atEnd()) {
      throw new EOFException();
    }
    return content.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
  }

  int twoBytes() throws IOException {
    int first = next();
    int second = next();
    return little ? second << 8 | first : first << 8 | second;
  }

  /** Four bytes, unsigned. */
  long fourBytes() throws IOException {
    long first = twoBytes();
    long second = twoBytes();
    return little ? second << 16 | first : first << 16 | second;
  }

  byte[] bytes(int count) throws IOException {
    if (at < 0 || count < 0 || count > length() - at) {
      throw new EOFException();
    }
    byte[] bytes = content.asSlice(at, count).toArray(ValueLayout.JAVA_BYTE);
    at += count;
    return bytes;
  }
}
