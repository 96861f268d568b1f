package dev.weft.image;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * PNG images that are not interlaced, of any depth and kind but with a single transparent colour. Rows are decoded some
 * at a time, and reduced meanwhile, so that memory does not grow with the image. See <a
 * href="https://www.w3.org/TR/png-3/">PNG</a>.
 */
final class PngDecoder implements AutoCloseable {
  private static final int BLOCK = 1 << 16;

  /** A byte of deflated data becomes at most so many. */
  private static final int MOST_INFLATED = 1032;

  private final PngChunks chunks;
  private final Iterator<MemorySegment> data;
  private final Inflater inflater = new Inflater();
  private final int line; // bytes of a row, that of its filter included

  private PngDecoder(PngChunks chunks, MemorySegment content) {
    this.chunks = chunks;
    this.data = chunks.data(content).iterator();
    line = Math.toIntExact(1 + Math.ceilDiv((long) chunks.width() * chunks.bitsPerPixel(), 8));
  }

  /**
   * @param factor by what the image is reduced
   */
  static Image read(PngChunks chunks, MemorySegment content, int factor) throws DataFormatException {
    try (PngDecoder decoder = new PngDecoder(chunks, content)) {
      return decoder.read(factor);
    }
  }

  private Image read(int factor) throws DataFormatException {
    int height = chunks.height();
    requireEnough((long) height * line);
    PngRow row = PngRow.of(chunks);
    Reduction reduction =
        new Reduction(height, chunks.width(), row.channels(), factor, chunks.structure().orientation());
    int most = Math.clamp(BLOCK / line, 1, height);
    byte[] lines = new byte[(most + 1) * line]; // the first is the last of the block before
    for (int y = 0; y < height; y += most) {
      int count = Math.min(most, height - y);
      inflate(lines, count * line, y);
      for (int i = 1; i <= count; i++) {
        PngFilter.undo(lines, i * line, line, Math.max(1, chunks.bitsPerPixel() / 8));
        reduction.add(row.pixels(lines, i * line + 1));
      }
      System.arraycopy(lines, count * line, lines, 0, line);
    }
    return reduction.image(chunks.structure().notes());
  }

  private void requireEnough(long bytes) {
    if (chunks.dataLength() * MOST_INFLATED < bytes) {
      throw Source.tooShort(
          String.format(
              Locale.ROOT, "its %d bytes of image data cannot be %d bytes of pixels", chunks.dataLength(), bytes));
    }
  }

  private void inflate(byte[] lines, int count, int y) throws DataFormatException {
    for (int done = 0; done < count; ) {
      done += inflater.inflate(lines, line + done, count - done);
      if (done < count && inflater.needsInput() && data.hasNext()) {
        inflater.setInput(data.next().asByteBuffer());
      } else if (done < count && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
        throw Source.tooShort(String.format(Locale.ROOT, "of %d rows there are %d", chunks.height(), y + done / line));
      }
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
