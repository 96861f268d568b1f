package dev.weft.image;

import dev.weft.WeftException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the parts of an image file say before anything is decoded.
 *
 * @param orientation how it has to be rotated
 * @param frames whether there are more images in it than the first
 * @param samples what the samples of a pixel mean; unknown where only the decoder can tell
 * @param canvas what the first of a GIF's frames is laid on
 */
record Structure(Orientation orientation, boolean frames, Samples samples, Optional<GifCanvas> canvas) {
  /** EXIF blocks are at most this long in a JPEG file; others need no more. */
  static final int MOST_EXIF = 1 << 16;

  Structure(Orientation orientation, boolean frames) {
    this(orientation, frames, Samples.UNKNOWN, Optional.empty());
  }

  /** What a person should know. */
  List<String> notes() {
    return frames ? List.of("it holds several images; the first is used.") : List.of();
  }

  /**
   * Walks through a file.
   *
   * @param head whether what lies behind the head may be left out
   * @throws WeftException if the file ends before its image does
   */
  static Structure of(ImageFormat format, Source in, boolean head) throws IOException {
    try {
      return switch (format) {
        case JPEG -> JpegMarkers.read(in, head);
        case PNG -> PngChunks.read(in, head).structure();
        case GIF -> GifBlocks.read(in);
        case BMP -> BmpHeader.read(in);
        case TIFF -> TiffDirectory.read(in);
        case WEBP -> WebpChunks.read(in);
      };
    } catch (EOFException e) {
      throw Source.tooShort(String.format(Locale.ROOT, "the %s data goes on behind its %d bytes", format, in.length()));
    }
  }
}
