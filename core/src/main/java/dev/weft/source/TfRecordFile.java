package dev.weft.source;

import dev.weft.WeftException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of TensorFlow's records: each has its length (8 bytes, little-endian), a checksum of that, its bytes and their
 * checksum. Checksums are CRC-32C, rotated by 15 bits, plus a constant.
 *
 * <p>Format: <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord and tf.train.Example</a>.
 */
public final class TfRecordFile {
  private static final int HEAD = 12;
  private static final int FOOT = 4;

  private TfRecordFile() {}

  /** What is done with a record. */
  @FunctionalInterface
  public interface Visitor {
    void record(long from, byte[] record);
  }

  /** A record as it stands in a file. */
  public static byte[] framed(byte[] record) {
    ByteBuffer framed = ByteBuffer.allocate(HEAD + record.length + FOOT).order(ByteOrder.LITTLE_ENDIAN);
    framed.putLong(record.length).putInt(masked(framed.array(), Long.BYTES)).put(record);
    return framed.putInt(masked(record, record.length)).array();
  }

  /** Whether a file begins with the head of a record. */
  static boolean is(byte[] start) {
    return start.length >= HEAD && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(8) == masked(start, 8);
  }

  private static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }

  /**
   * Reads all records in turn.
   *
   * @throws WeftException if the file is cut off, or a checksum differs
   */
  public static void read(Path file, Visitor visitor) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long size = Files.size(file);
      int count = 0;
      for (long at = 0; at < size; count++) {
        byte[] head = in.readNBytes(HEAD);
        if (!is(head)) {
          throw damaged(file, count, head.length < HEAD ? "is cut off" : "has a length with another checksum");
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > size - at - HEAD - FOOT) {
          throw damaged(file, count, "is cut off");
        }
        if (length > FileTree.MOST_BYTES) {
          throw damaged(file, count, String.format(Locale.ROOT, "has %,d bytes, more than 512 MiB", length));
        }
        byte[] record = in.readNBytes((int) length);
        byte[] foot = in.readNBytes(FOOT);
        if (ByteBuffer.wrap(foot).order(ByteOrder.LITTLE_ENDIAN).getInt() != masked(record, record.length)) {
          throw damaged(file, count, "has another checksum than it says");
        }
        try {
          visitor.record(at + HEAD, record);
        } catch (WeftException e) {
          throw new WeftException(String.format(Locale.ROOT, "%s, record %,d: %s", file, count, e.getMessage()), e);
        }
        at += HEAD + length + FOOT;
      }
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static WeftException damaged(Path file, int record, String what) {
    return new WeftException(
        String.format(Locale.ROOT, "%s is damaged: record %,d %s; get the file again.", file, record, what));
  }

  /** Some bytes of a file. */
  static byte[] bytes(Path file, long from, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        continue;
      }
    } catch (IOException e) {
      throw new WeftException("it cannot be read: " + WeftException.reason(e) + ".", e);
    }
    return bytes.array();
  }
}
