package dev.weft.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The chunks of a WebP file. See <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP's
 * container</a>.
 */
final class WebpChunks {
  private static final int HEADER = 12;

  private WebpChunks() {}

  static Structure read(Source in) throws IOException {
    in.order(ByteOrder.LITTLE_ENDIAN);
    in.seek(4);
    long end = 8 + in.fourBytes();
    if (end > in.length()) {
      throw Source.tooShort(
          String.format(Locale.ROOT, "it says that it has %d bytes, of which %d are there", end, in.length()));
    }
    Orientation orientation = Orientation.UPRIGHT;
    int frames = 0;
    in.seek(HEADER);
    while (in.position() + 8 <= end) {
      String type = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
      long length = in.fourBytes();
      long next = in.position() + length + length % 2;
      if (type.equals("EXIF")) {
        orientation = Orientation.ofExif(in.bytes((int) Math.min(length, Structure.MOST_EXIF)));
      } else if (type.equals("ANMF")) {
        frames++;
      }
      in.seek(next);
    }
    return new Structure(orientation, frames > 1);
  }
}
