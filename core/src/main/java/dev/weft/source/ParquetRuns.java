package dev.weft.source;

/** Small numbers in runs of one value and in groups of 8 packed bit by bit: Parquet's RLE. */
final class ParquetRuns {
  private ParquetRuns() {}

  /**
   * Fills an array.
   *
   * @param bits of each number
   * @throws IndexOutOfBoundsException if the bytes end before
   */
  static void read(byte[] bytes, int from, int end, int bits, int[] numbers) {
    int at = from;
    int filled = 0;
    while (filled < numbers.length) {
      long header = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at++];
        header |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0 && shift < 35);
      boolean packed = (header & 1) == 1;
      long count = Math.min(numbers.length - filled, packed ? (header >> 1) * 8 : header >> 1);
      if (count <= 0 || at > end) {
        throw new IndexOutOfBoundsException();
      }
      if (packed) {
        for (int i = 0; i < count; i++) {
          numbers[filled++] = packed(bytes, at, (long) i * bits, bits);
        }
        at = Math.toIntExact(at + (header >> 1) * bits);
      } else {
        int value = packed(bytes, at, 0, (bits + 7) / 8 * 8);
        at += (bits + 7) / 8;
        for (int i = 0; i < count; i++) {
          numbers[filled++] = value;
        }
      }
    }
  }

  /** The number of so many bits that begins at a bit. */
  private static int packed(byte[] bytes, int from, long bit, int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int at = from + (int) ((bit + i) / 8);
      value |= (bytes[at] >> (bit + i) % 8 & 1) << i;
    }
    return value;
  }
}
