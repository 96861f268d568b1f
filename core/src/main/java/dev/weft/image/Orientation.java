package dev.weft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a stored image has to be rotated to stand upright: the EXIF tag {@code Orientation} (0x0112), 1 to 8. See the <a
 * href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">EXIF standard</a>, 4.6.4 A.
 *
 * @param tag 1 to 8; 1 is upright
 */
record Orientation(int tag) {
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;
  private static final int HEADER = 8;

  Orientation {
    if (tag < 1 || tag > 8) {
      tag = 1;
    }
  }

  /**
   * What an EXIF block says; upright if it does not say it or is damaged.
   *
   * @param exif a TIFF header and its first directory, with or without {@code Exif\0\0} before it
   */
  static Orientation ofExif(byte[] exif) {
    int start = exif.length >= 6 && exif[0] == 'E' && exif[1] == 'x' && exif[2] == 'i' && exif[3] == 'f' ? 6 : 0;
    if (exif.length < start + HEADER + 2) {
      return UPRIGHT;
    }
    ByteBuffer in = ByteBuffer.wrap(exif, start, exif.length - start).slice();
    boolean little = in.get(0) == 'I' && in.get(1) == 'I';
    if (!little && !(in.get(0) == 'M' && in.get(1) == 'M')) {
      return UPRIGHT;
    }
    in.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    if (directory < HEADER || directory > in.limit() - 2) {
      return UPRIGHT;
    }
    int entries = in.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + i * ENTRY;
      if (at > in.limit() - ENTRY) {
        return UPRIGHT;
      }
      if ((in.getShort(at) & 0xffff) == TAG) {
        boolean isShort = in.getShort(at + 2) == SHORT;
        return new Orientation(isShort ? in.getShort(at + 8) & 0xffff : in.getInt(at + 8));
      }
    }
    return UPRIGHT;
  }

  /** Whether rows become columns. */
  boolean swapsSides() {
    return tag >= 5;
  }

  /** Whether the first row of the upright image is the last row, or column, of the stored one. */
  boolean reversesRows() {
    return tag == 3 || tag == 4 || tag >= 7;
  }

  /** Whether the first column of the upright image is the last column, or row, of the stored one. */
  boolean reversesColumns() {
    return tag == 2 || tag == 3 || tag == 6 || tag == 7;
  }

  /**
   * Where the pixels of a stored image belong in the upright one: stored pixel (x, y) is pixel {@code first + x * right
   * + y * down}, row-major.
   */
  record Path(int first, int right, int down) {}

  /** The path of a stored image of this size. */
  Path path(int height, int width) {
    int across = swapsSides() ? height : width;
    int last = height * width - 1;
    return switch (tag) {
      case 2 -> new Path(width - 1, -1, across);
      case 3 -> new Path(last, -1, -across);
      case 4 -> new Path(last - width + 1, 1, -across);
      case 5 -> new Path(0, across, 1);
      case 6 -> new Path(height - 1, across, -1);
      case 7 -> new Path(last, -across, -1);
      case 8 -> new Path(last - height + 1, -across, 1);
      default -> new Path(0, 1, across);
    };
  }
}
