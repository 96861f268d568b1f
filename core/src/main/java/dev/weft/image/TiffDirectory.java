package dev.weft.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;

/** The first directory of a TIFF file. See TIFF 6.0. */
final class TiffDirectory {
  private static final int ORIENTATION = 0x0112;
  private static final int STRIP_OFFSETS = 0x0111;
  private static final int STRIP_LENGTHS = 0x0117;
  private static final int TILE_OFFSETS = 0x0144;
  private static final int TILE_LENGTHS = 0x0145;
  private static final int SHORT = 3;

  /** Bytes of a value of each type, from 1 on. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private static final int MOST_PARTS = 1 << 22;

  private TiffDirectory() {}

  static Structure read(Source in) throws IOException {
    in.order(in.next() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(4);
    in.seek(in.fourBytes());
    Orientation orientation = Orientation.UPRIGHT;
    long[] offsets = {};
    long[] lengths = {};
    int entries = in.twoBytes();
    for (int i = 0; i < entries; i++) {
      long entry = in.position();
      int tag = in.twoBytes();
      requireValues(in);
      in.seek(entry + 2);
      switch (tag) {
        case ORIENTATION -> orientation = new Orientation((int) numbers(in)[0]);
        case STRIP_OFFSETS, TILE_OFFSETS -> offsets = numbers(in);
        case STRIP_LENGTHS, TILE_LENGTHS -> lengths = numbers(in);
        default -> {}
      }
      in.seek(entry + 12);
    }
    boolean more = !in.atEnd() && in.fourBytes() != 0;
    for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
      if (offsets[i] + lengths[i] > in.length()) {
        throw Source.tooShort(
            String.format(
                Locale.ROOT,
                "part %d of %d of its pixels ends at byte %d, the file at %d",
                i + 1,
                offsets.length,
                offsets[i] + lengths[i],
                in.length()));
      }
    }
    return new Structure(orientation, more);
  }

  /** The values of an entry, from behind its tag on, must be in the file. */
  private static void requireValues(Source in) throws IOException {
    int type = in.twoBytes();
    long bytes = in.fourBytes() * (type < SIZES.length ? SIZES[type] : 0);
    long from = in.fourBytes();
    if (bytes > 4 && from + bytes > in.length()) {
      throw Source.tooShort(
          String.format(Locale.ROOT, "its directory names byte %d, the file ends at %d", from + bytes, in.length()));
    }
  }

  /** The numbers of an entry, from behind its tag; a lone 0 where they are not whole numbers or far too many. */
  private static long[] numbers(Source in) throws IOException {
    int type = in.twoBytes();
    long count = in.fourBytes();
    if (type < SHORT || type > SHORT + 1 || count < 1 || count > MOST_PARTS) {
      return new long[1];
    }
    int bytes = type == SHORT ? 2 : 4;
    if (count * bytes > 4) {
      in.seek(in.fourBytes());
    }
    if (count * bytes > in.length() - in.position()) {
      return new long[1];
    }
    long[] numbers = new long[(int) count];
    for (int i = 0; i < count; i++) {
      numbers[i] = type == SHORT ? in.twoBytes() : in.fourBytes();
    }
    return numbers;
  }
}
