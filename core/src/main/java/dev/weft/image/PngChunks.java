package dev.weft.image;

import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The chunks of a PNG file. See <a href="https://www.w3.org/TR/png-3/">PNG</a>. */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int BLOCK = 1 << 13;
  private static final int HEADER = 13;
  private static final int GREY = 0;
  private static final int PALETTE = 3;

  private Orientation orientation = Orientation.UPRIGHT;
  private byte[] header = new byte[0];
  private byte[] palette;
  private byte[] transparency;
  private final List<Place> data = new ArrayList<>();

  private record Place(long from, long length) {}

  private PngChunks() {}

  /**
   * @param head whether only what stands before the pixels is read
   */
  static PngChunks read(Source in, boolean head) throws IOException {
    PngChunks chunks = new PngChunks();
    in.seek(SIGNATURE);
    String type = "";
    while (!type.equals("IEND")) {
      long length = in.fourBytes();
      byte[] name = in.bytes(4);
      type = new String(name, StandardCharsets.ISO_8859_1);
      if (head && type.equals("IDAT")) {
        return chunks;
      }
      if (length > in.length() - in.position()) {
        throw Source.tooShort(
            String.format(
                Locale.ROOT,
                "its chunk %s has %d bytes, of which %d are there",
                shown(type),
                length,
                in.length() - in.position()));
      }
      chunks.read(in, type, name, length);
    }
    return chunks;
  }

  private void read(Source in, String type, byte[] name, long length) throws IOException {
    long from = in.position();
    byte[] first = new byte[0];
    CRC32 checksum = new CRC32();
    checksum.update(name);
    for (long left = length; left > 0; ) {
      byte[] part = in.bytes((int) Math.min(left, left == length && type.equals("eXIf") ? Structure.MOST_EXIF : BLOCK));
      checksum.update(part);
      first = left == length ? part : first;
      left -= part.length;
    }
    if (in.fourBytes() != checksum.getValue() && Character.isUpperCase(type.charAt(0))) {
      throw new WeftException("it is damaged: the checksum of its chunk " + shown(type) + " is wrong.");
    }
    switch (type) {
      case "IHDR" -> header = first;
      case "PLTE" -> palette = first;
      case "tRNS" -> transparency = first;
      case "eXIf" -> orientation = Orientation.ofExif(first);
      case "IDAT" -> data.add(new Place(from, length));
      default -> {}
    }
  }

  private static String shown(String type) {
    return type.replaceAll("[^A-Za-z]", "?");
  }

  Structure structure() {
    return new Structure(orientation, false);
  }

  /** Whether it is not interlaced, has no single transparent colour, and its header is as it should be. */
  boolean isUsual() {
    if (header.length != HEADER
        || width() < 1
        || height() < 1
        || header[10] != 0
        || header[11] != 0
        || header[12] != 0) {
      return false;
    }
    if (colourType() == PALETTE) {
      boolean fits = transparency == null || palette != null && transparency.length <= palette.length / 3;
      return palette != null && palette.length <= 768 && palette.length % 3 == 0 && fits && isOneOf(1, 2, 4, 8);
    }
    return transparency == null && (colourType() == GREY ? isOneOf(1, 2, 4, 8, 16) : samples() > 0 && isOneOf(8, 16));
  }

  /** Of the upright image. */
  ImageHeader header() {
    boolean swaps = orientation.swapsSides();
    int channels = colourType() == PALETTE ? colours().length >> 8 : samples();
    return new ImageHeader(swaps ? width() : height(), swaps ? height() : width(), channels);
  }

  private boolean isOneOf(int... depths) {
    return Arrays.stream(depths).anyMatch(depth -> depth == bits());
  }

  int width() {
    return ByteBuffer.wrap(header).getInt(0);
  }

  int height() {
    return ByteBuffer.wrap(header).getInt(4);
  }

  /** Of a sample: 1 to 16. */
  int bits() {
    return header[8];
  }

  private int colourType() {
    return header[9];
  }

  /** How many samples a pixel has; 0 if no such kind is known. */
  int samples() {
    return switch (colourType()) {
      case GREY, PALETTE -> 1;
      case 4 -> 2;
      case 2 -> 3;
      case 6 -> 4;
      default -> 0;
    };
  }

  int bitsPerPixel() {
    return bits() * samples();
  }

  /**
   * The colours of the palette; null if it has none.
   *
   * @return (256, channels), with alpha if one is not opaque
   */
  byte[] colours() {
    if (colourType() != PALETTE) {
      return null;
    }
    boolean alpha = false;
    for (int i = 0; transparency != null && i < transparency.length; i++) {
      alpha |= transparency[i] != -1;
    }
    int channels = alpha ? 4 : 3;
    byte[] colours = new byte[256 * channels];
    for (int i = 0; i < 256; i++) {
      for (int channel = 0; channel < 3 && 3 * i < palette.length; channel++) {
        colours[i * channels + channel] = palette[3 * i + channel];
      }
      if (alpha) {
        colours[i * channels + 3] = i < transparency.length ? transparency[i] : -1;
      }
    }
    return colours;
  }

  /** How many bytes of compressed pixels there are. */
  long dataLength() {
    return data.stream().mapToLong(Place::length).sum();
  }

  /** The compressed pixels, piece by piece. */
  Stream<MemorySegment> data(MemorySegment content) {
    return data.stream().map(place -> content.asSlice(place.from(), place.length()));
  }
}
