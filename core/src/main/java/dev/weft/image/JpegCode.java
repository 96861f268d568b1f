package dev.weft.image;

/** A Huffman code of a JPEG file: what the next bits of its data stand for. See ITU-T T.81, annex C and F.2.2.3. */
final class JpegCode {
  /** Codes of at most this many bits are looked up at once. */
  static final int LOOKED_UP = 11;

  private static final int LONGEST = 16;

  /** The length times 256, and the symbol, by the first bits; 0 where the code is longer. */
  final int[] lookup = new int[1 << LOOKED_UP];

  /**
   * By the first bits, where they hold a code and the number behind it: the number times 65,536, the zeros before it
   * times 256, and the bits of both; else 0.
   */
  final int[] numbers = new int[1 << LOOKED_UP];

  private final int[] behindLast = new int[LONGEST + 1];
  private final int[] offset = new int[LONGEST + 1];
  private final byte[] symbols;

  /**
   * @param counts how many codes have 1, 2, ... 16 bits
   */
  JpegCode(int[] counts, byte[] symbols) throws UnusualJpeg {
    this.symbols = symbols;
    int code = 0;
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offset[length] = at - code;
      for (int i = 0; i < counts[length - 1]; i++) {
        enter(code++, length, symbols[at++] & 0xff);
      }
      if (code > 1 << length) {
        throw new UnusualJpeg("a Huffman code has too many codes of a length");
      }
      behindLast[length] = counts[length - 1] == 0 ? 0 : code;
      code <<= 1;
    }
  }

  private void enter(int code, int length, int symbol) throws UnusualJpeg {
    if (code >= 1 << length) {
      throw new UnusualJpeg("a Huffman code has too many codes of a length");
    }
    if (length <= LOOKED_UP) {
      int from = code << LOOKED_UP - length;
      for (int i = 0; i < 1 << LOOKED_UP - length; i++) {
        lookup[from + i] = length << 8 | symbol;
        numbers[from + i] = number(from + i, length, symbol);
      }
    }
  }

  private static int number(int bits, int length, int symbol) {
    int size = symbol & 15;
    int left = LOOKED_UP - length - size;
    if (size == 0 || left < 0) {
      return 0;
    }
    int value = JpegBits.extend(bits >> left & (1 << size) - 1, size);
    return value << 16 | symbol >> 4 << 8 | length + size;
  }

  /** The length times 256, and the symbol, of a code that is too long to be looked up. */
  int search(long bits) throws UnusualJpeg {
    for (int length = LOOKED_UP + 1; length <= LONGEST; length++) {
      int code = (int) (bits >>> Long.SIZE - length);
      if (code < behindLast[length] && code + offset[length] >= 0) {
        return length << 8 | symbols[code + offset[length]] & 0xff;
      }
    }
    throw new UnusualJpeg("its data have a code that is none");
  }
}
