package dev.weft.image;

import dev.weft.WeftException;
import java.io.IOException;
import java.util.Optional;

/** The blocks of a GIF file, up to what follows its first frame. See GIF89a. */
final class GifBlocks {
  private static final int SIGNATURE = 6;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;

  private GifBlocks() {}

  static Structure read(Source in) throws IOException {
    in.seek(SIGNATURE);
    int width = number(in);
    int height = number(in);
    int flags = in.next();
    int background = in.next();
    in.skip(1 + table(flags));
    int block = in.next();
    while (block == EXTENSION) {
      in.next();
      skipBlocks(in);
      block = in.next();
    }
    if (block != IMAGE) {
      throw new WeftException("it has no frame.");
    }
    int left = number(in);
    int top = number(in);
    int frameWidth = number(in);
    int frameHeight = number(in);
    in.skip(table(in.next()) + 1);
    skipBlocks(in);
    GifCanvas canvas = GifCanvas.around(height, width, top, left, frameHeight, frameWidth, background);
    return new Structure(Orientation.UPRIGHT, hasFrame(in), Samples.UNKNOWN, Optional.of(canvas));
  }

  private static int number(Source in) throws IOException {
    return in.next() | in.next() << 8;
  }

  private static int table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private static void skipBlocks(Source in) throws IOException {
    for (int length = in.next(); length > 0; length = in.next()) {
      in.skip(length);
    }
  }

  /** What lies behind the first frame may be missing. */
  private static boolean hasFrame(Source in) throws IOException {
    while (!in.atEnd()) {
      int block = in.next();
      if (block == IMAGE) {
        return true;
      }
      if (block != EXTENSION) {
        return false;
      }
      in.skip(1);
      while (!in.atEnd()) {
        int length = in.next();
        if (length == 0) {
          break;
        }
        in.skip(length);
      }
    }
    return false;
  }
}
