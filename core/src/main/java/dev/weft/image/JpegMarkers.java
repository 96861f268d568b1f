package dev.weft.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The segments of a JPEG file, up to the end of its first image. See ITU-T T.81, annex B. */
final class JpegMarkers {
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  private JpegMarkers() {}

  /**
   * @param head whether only what stands before the first scan is read
   */
  static Structure read(Source in, boolean head) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    boolean jfif = false;
    int transform = -1;
    byte[] ids = {};
    in.seek(2);
    while (true) {
      int marker = marker(in);
      if (marker == END_OF_IMAGE || (head && marker == START_OF_SCAN)) {
        return new Structure(orientation, false, samples(ids, jfif, transform), Optional.empty());
      }
      if (marker == START_OF_IMAGE || marker == 1 || isRestart(marker)) {
        continue;
      }
      int length = Math.max(0, in.twoBytes() - 2);
      long next = in.position() + length;
      if (next > in.length()) {
        throw Source.tooShort(
            String.format(Locale.ROOT, "a segment of its head goes on behind its %d bytes", in.length()));
      }
      switch (marker) {
        case APP0 -> jfif |= begins(in, length, "JFIF");
        case APP1 -> {
          byte[] data = in.bytes(length);
          if (orientation.equals(Orientation.UPRIGHT) && begins(data, "Exif")) {
            orientation = Orientation.ofExif(data);
          }
        }
        case APP14 -> {
          byte[] data = in.bytes(length);
          if (begins(data, "Adobe") && length >= 12) {
            transform = data[11] & 0xff;
          }
        }
        default -> {
          if (isFrame(marker) && length >= 6) {
            byte[] frame = in.bytes(length);
            int count = Math.min(frame[5] & 0xff, (length - 6) / 3);
            ids = new byte[count];
            for (int i = 0; i < count; i++) {
              ids[i] = frame[6 + 3 * i];
            }
          }
        }
      }
      in.seek(next);
      if (marker == START_OF_SCAN) {
        skipScan(in);
      }
    }
  }

  /** The code of the next marker; what lies before it is passed over. */
  private static int marker(Source in) throws IOException {
    int code = 0;
    while (code == 0 || code == 0xff) {
      do {
        code = next(in);
      } while (code != 0xff);
      while (code == 0xff) {
        code = next(in);
      }
    }
    return code;
  }

  /** To the marker behind the compressed data of a scan. */
  private static void skipScan(Source in) throws IOException {
    while (true) {
      if (next(in) == 0xff) {
        int code = next(in);
        if (code == 0xff) {
          in.skip(-1);
        } else if (code != 0 && !isRestart(code)) {
          in.skip(-2);
          return;
        }
      }
    }
  }

  private static int next(Source in) throws IOException {
    if (in.atEnd()) {
      throw Source.tooShort(String.format(Locale.ROOT, "its %d bytes have no end marker", in.length()));
    }
    return in.next();
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean begins(Source in, int length, String word) throws IOException {
    return begins(in.bytes(Math.min(length, word.length())), word);
  }

  private static boolean begins(byte[] data, String word) {
    if (data.length < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (data[i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** As libjpeg takes them. Inks are stored inverted, as Adobe does. */
  private static Samples samples(byte[] ids, boolean jfif, int transform) {
    return switch (ids.length) {
      case 1 -> Samples.GREY;
      case 3 -> {
        boolean red = !jfif && (transform == 0 || (transform < 0 && Arrays.equals(ids, new byte[] {'R', 'G', 'B'})));
        yield red ? Samples.RGB : Samples.YCBCR;
      }
      case 4 -> transform == 2 ? Samples.INVERTED_YCCK : Samples.INVERTED_CMYK;
      default -> Samples.UNKNOWN;
    };
  }
}
