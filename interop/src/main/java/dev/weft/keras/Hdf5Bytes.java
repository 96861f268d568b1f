package dev.weft.keras;

import dev.weft.WeftException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an HDF5 file that may come from a stranger: every place and length is checked against what is there (a
 * {@link BufferUnderflowException} says that it is not), at most {@value #MOST_PARTS} parts are visited, and at most
 * {@value #MOST_TEXT} bytes of text are decoded. Numbers are little-endian.
 */
final class Hdf5Bytes {
  private static final int MOST_PARTS = 1 << 20;
  private static final int MOST_TEXT = 1 << 26;

  private final ByteBuffer file;
  private int parts;
  private long text;

  Hdf5Bytes(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
  }

  int length() {
    return file.capacity();
  }

  /** The {@code length} bytes from an address on. */
  ByteBuffer at(long address, long length) {
    if (address < 0 || length < 0 || address > file.capacity() - length) {
      throw new BufferUnderflowException();
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What stands from an address on, of unknown length. */
  ByteBuffer from(long address) {
    return at(address, file.capacity() - Math.max(address, 0));
  }

  /** The next {@code length} bytes, as a buffer of their own. */
  static ByteBuffer cut(ByteBuffer bytes, long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer cut = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return cut;
  }

  static void skip(ByteBuffer bytes, long length) {
    cut(bytes, length);
  }

  /**
   * What a part of {@code size} bytes is followed by, so that the next one begins at a multiple of 8; left out at the
   * end.
   */
  static void skipPadding(ByteBuffer bytes, long size) {
    skip(bytes, Math.min(Math.floorMod(-size, 8), bytes.remaining()));
  }

  static boolean beginsWith(char letter, ByteBuffer bytes) {
    return bytes.hasRemaining() && bytes.get(bytes.position()) == letter;
  }

  static int unsigned8(ByteBuffer bytes) {
    return bytes.get() & 0xff;
  }

  static int unsigned16(ByteBuffer bytes) {
    return bytes.getShort() & 0xffff;
  }

  static long unsigned(ByteBuffer bytes, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) unsigned8(bytes) << (8 * i);
    }
    return value;
  }

  static void expect(ByteBuffer bytes, String signature) {
    for (char letter : signature.toCharArray()) {
      if (bytes.get() != letter) {
        throw new WeftException("the HDF5 data is damaged: a part that must begin with " + signature + " does not.");
      }
    }
  }

  static WeftException unsupported(String what) {
    return new WeftException("the HDF5 data has " + what + ", which Keras does not write and Weft does not read.");
  }

  /** Parts that contain one another would be visited for ever. */
  void visit() {
    if (++parts > MOST_PARTS) {
      throw new WeftException(
          "the HDF5 data has more than " + MOST_PARTS + " parts, or parts that contain one another.");
    }
  }

  String decode(ByteBuffer bytes) {
    text += bytes.remaining();
    if (text > MOST_TEXT) {
      throw new WeftException("the HDF5 data has more than " + MOST_TEXT + " bytes of text.");
    }
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  static ByteBuffer untilNull(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (bytes.get(i) == 0) {
        return bytes.limit(i);
      }
    }
    return bytes;
  }
}
