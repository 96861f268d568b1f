package dev.weft.image;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** The chunks of a PNG file. See <a href="https://www.w3.org/TR/png-3/">PNG</a>. */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int BLOCK = 1 << 13;

  private PngChunks() {}

  /**
   * @param head whether only what stands before the pixels is read
   */
  static Structure read(Source in, boolean head) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    in.seek(SIGNATURE);
    while (true) {
      long length = in.fourBytes();
      byte[] name = in.bytes(4);
      String type = new String(name, StandardCharsets.ISO_8859_1);
      if (head && type.equals("IDAT")) {
        return new Structure(orientation, false);
      }
      if (length > in.length() - in.position()) {
        throw Source.tooShort(
            String.format(
                Locale.ROOT,
                "its chunk %s has %d bytes, of which %d are there",
                type.replaceAll("[^A-Za-z]", "?"),
                length,
                in.length() - in.position()));
      }
      byte[] exif = null;
      CRC32 checksum = new CRC32();
      checksum.update(name);
      for (long left = length; left > 0; ) {
        byte[] part = in.bytes((int) Math.min(left, type.equals("eXIf") ? Structure.MOST_EXIF : BLOCK));
        checksum.update(part);
        exif = exif == null ? part : exif;
        left -= part.length;
      }
      if (in.fourBytes() != checksum.getValue() && Character.isUpperCase(type.charAt(0))) {
        throw new WeftException(
            "it is damaged: the checksum of its chunk " + type.replaceAll("[^A-Za-z]", "?") + " is wrong.");
      }
      if (type.equals("eXIf") && exif != null) {
        orientation = Orientation.ofExif(exif);
      }
      if (type.equals("IEND")) {
        return new Structure(orientation, false);
      }
    }
  }
}
