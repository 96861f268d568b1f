package dev.weft.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The compressed data of a scan, without the zeros that stand behind each byte 255, as bits. Restart markers part it
 * into segments. Reading behind the end of a segment is found out by {@link #check}.
 */
final class JpegBits {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** More than a block can take; so much may be read behind the end. */
  private static final int SPARE = 512;

  private final byte[] bytes;
  private final int behind;
  private int[] ends = new int[16];
  private int segments;
  private int segment;
  private long end;

  /** The next bit. */
  private long at;

  /**
   * @param from where the data begin in the file
   */
  JpegBits(byte[] file, int from) throws UnusualJpeg {
    bytes = new byte[file.length - from + SPARE];
    int to = 0;
    int i = from;
    while (true) {
      int next = i;
      while (next < file.length && file[next] != -1) {
        next++;
      }
      System.arraycopy(file, i, bytes, to, next - i);
      to += next - i;
      i = next;
      if (i + 1 >= file.length) {
        throw new UnusualJpeg("its data end without a marker");
      }
      int code = file[i + 1] & 0xff;
      if (code == 0) {
        bytes[to++] = -1;
        i += 2;
      } else if (code >= 0xd0 && code <= 0xd7) {
        endSegment(to);
        i += 2;
      } else if (code == 0xff) {
        i++;
      } else {
        break;
      }
    }
    endSegment(to);
    behind = i;
    end = 8L * ends[0];
  }

  private void endSegment(int to) {
    if (segments == ends.length) {
      ends = Arrays.copyOf(ends, 2 * segments);
    }
    ends[segments++] = to;
  }

  /** Where the marker behind the data stands in the file. */
  int behind() {
    return behind;
  }

  /** To the next segment. */
  void restart() throws UnusualJpeg {
    check();
    if (segment + 1 >= segments) {
      throw new UnusualJpeg("a restart marker is missing");
    }
    at = 8L * ends[segment++];
    end = 8L * ends[segment];
  }

  /** More may not have been read than there is. */
  void check() throws UnusualJpeg {
    if (at > end) {
      throw new UnusualJpeg("its data end too early");
    }
  }

  private long word(long from) {
    return (long) LONGS.get(bytes, (int) (from >>> 3)) << (int) (from & 7);
  }

  /** A number of up to 16 bits. */
  int bits(int count) {
    if (count == 0) {
      return 0;
    }
    int value = (int) (word(at) >>> Long.SIZE - count);
    at += count;
    return value;
  }

  int bit() {
    int value = bytes[(int) (at >>> 3)] >> 7 - (int) (at & 7) & 1;
    at++;
    return value;
  }

  int symbol(JpegCode code) throws UnusualJpeg {
    long word = word(at);
    int entry = code.lookup[(int) (word >>> Long.SIZE - JpegCode.LOOKED_UP)];
    if (entry == 0) {
      entry = code.search(word);
    }
    at += entry >> 8;
    return entry & 0xff;
  }

  /** A number of so many bits, which may be below 0: T.81, figure F.12. */
  int signed(int size) {
    return size == 0 ? 0 : extend(bits(size), size);
  }

  static int extend(int value, int size) {
    return value + ((value >> size - 1) - 1 & (-1 << size) + 1);
  }

  /**
   * The coefficients of a block of a sequential scan, but the first, added at their places.
   *
   * @param block (row, column), all 0 before
   * @return how far it goes: behind its last coefficient, in the order of the file
   */
  int block(JpegCode code, short[] block) throws UnusualJpeg {
    int[] lookup = code.lookup;
    int[] numbers = code.numbers;
    byte[] places = JpegBlocks.PLACES;
    long next = at;
    long word = word(next);
    int left = 56;
    int behindLast = 1;
    int k = 1;
    while (k < 64) {
      if (left < 32) {
        word = word(next);
        left = 56;
      }
      int bits = (int) (word >>> Long.SIZE - JpegCode.LOOKED_UP);
      int number = numbers[bits];
      if (number != 0) {
        k += number >> 8 & 15;
        block[places[k]] = (short) (number >> 16);
        behindLast = ++k;
        int length = number & 0xff;
        next += length;
        left -= length;
        word <<= length;
        continue;
      }
      int entry = lookup[bits];
      if (entry == 0) {
        entry = code.search(word);
      }
      int length = entry >> 8;
      int size = entry & 15;
      int zeros = entry >> 4 & 15;
      if (size == 0) {
        next += length;
        left -= length;
        word <<= length;
        if (zeros != 15) {
          break;
        }
        k += 16;
        continue;
      }
      k += zeros;
      int value = (int) ((word << length) >>> Long.SIZE - size);
      block[places[k]] = (short) extend(value, size);
      behindLast = ++k;
      length += size;
      next += length;
      left -= length;
      word <<= length;
    }
    at = next;
    if (k > 64 || next > end) {
      throw new UnusualJpeg("a block has more coefficients than there are");
    }
    return behindLast;
  }
}
