package dev.weft.image;

/** Makes unsigned bytes (width, channels) of the samples of a row of a PNG image. */
final class PngRow {
  private final int bits;
  private final int samples;
  private final byte[] palette; // (entries, channels), null where samples are the values
  private final int channels;
  private final byte[] pixels;

  private PngRow(int width, int bits, int samples, byte[] palette, int channels) {
    this.bits = bits;
    this.samples = width * samples;
    this.palette = palette;
    this.channels = channels;
    pixels = new byte[width * channels];
  }

  static PngRow of(PngChunks chunks) {
    byte[] palette = chunks.colours();
    int channels = palette == null ? chunks.samples() : palette.length >> 8;
    return new PngRow(chunks.width(), chunks.bits(), chunks.samples(), palette, channels);
  }

  int channels() {
    return channels;
  }

  /** The pixels of a row, valid until the next. */
  byte[] pixels(byte[] lines, int from) {
    if (palette != null) {
      for (int x = 0; x < samples; x++) {
        int colour = sample(lines, from, x) * channels;
        for (int channel = 0; channel < channels; channel++) {
          pixels[x * channels + channel] = palette[colour + channel];
        }
      }
    } else if (bits == 8) {
      System.arraycopy(lines, from, pixels, 0, samples);
    } else {
      int most = (1 << bits) - 1;
      for (int i = 0; i < samples; i++) {
        pixels[i] = (byte) ((sample(lines, from, i) * 255 + most / 2) / most);
      }
    }
    return pixels;
  }

  private int sample(byte[] lines, int from, int i) {
    if (bits == 16) {
      return (lines[from + 2 * i] & 0xff) << 8 | lines[from + 2 * i + 1] & 0xff;
    }
    int bit = i * bits;
    return lines[from + (bit >> 3)] >> 8 - bits - (bit & 7) & (1 << bits) - 1;
  }
}
