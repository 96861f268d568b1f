package dev.weft.image;

import dev.weft.WeftException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The bytes of an image file, read at any place; what lies behind its end is a file that ends too early. */
final class Source {
  private static final int BLOCK = 1 << 16;

  private final ImageInputStream in;
  private final long length;
  private final byte[] block = new byte[BLOCK];
  private long blockAt;
  private int blockLength;
  private long at;
  private boolean little;

  Source(ImageInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  static WeftException tooShort(String what) {
    return new WeftException("it ends too early: " + what + "; copy or download it again.");
  }

  long length() {
    return length;
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
    return at >= length;
  }

  /** The next byte, 0 to 255. */
  int next() throws IOException {
    if (at < blockAt || at >= blockAt + blockLength) {
      fill();
    }
    return block[(int) (at++ - blockAt)] & 0xff;
  }

  private void fill() throws IOException {
    if (at < 0 || at >= length) {
      throw new EOFException();
    }
    in.seek(at);
    blockAt = at;
    blockLength = in.read(block, 0, BLOCK);
    if (blockLength <= 0) {
      blockLength = 0;
      throw new EOFException();
    }
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
    if (count < 0 || count > length - at) {
      throw new EOFException();
    }
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) next();
    }
    return bytes;
  }
}
