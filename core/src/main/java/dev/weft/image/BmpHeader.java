package dev.weft.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;

/** The head of a BMP file, which says how long its pixels are. */
final class BmpHeader {
  private static final int WINDOWS = 40;

  private BmpHeader() {}

  static Structure read(Source in) throws IOException {
    in.order(ByteOrder.LITTLE_ENDIAN);
    in.seek(10);
    long pixels = in.fourBytes();
    long header = in.fourBytes();
    boolean windows = header >= WINDOWS;
    long width = windows ? (int) in.fourBytes() : in.twoBytes();
    long height = windows ? Math.abs((int) in.fourBytes()) : in.twoBytes();
    in.skip(2);
    int bits = in.twoBytes();
    long compression = windows ? in.fourBytes() : 0;
    long size = windows ? in.fourBytes() : 0;
    boolean plain = compression == 0 || compression == 3;
    long needed = pixels + (plain ? (width * bits + 31) / 32 * 4 * height : size);
    if (needed > in.length()) {
      throw Source.tooShort(
          String.format(Locale.ROOT, "its pixels end at byte %d, the file at %d", needed, in.length()));
    }
    return new Structure(Orientation.UPRIGHT, false);
  }
}
