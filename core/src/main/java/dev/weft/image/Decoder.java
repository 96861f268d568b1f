package dev.weft.image;

import dev.weft.WeftException;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** The images of a format, decoded by a reader of {@code javax.imageio}. */
record Decoder(ImageFormat format) {
  static final long MOST_PIXELS = 300_000_000;

  /** Larger images are decoded in strips of so many pixels. */
  private static final int MOST_AT_ONCE = 16_000_000;

  /** Images of more pixels are reduced. */
  static final long MOST_KEPT = 8_000_000;

  /** Sums of {@code factor * factor} pixels, each times its alpha, fit into 31 bits. */
  private static final int LARGEST_FACTOR = 181;

  /** What the JDK says of JPEG data that are not all there. */
  private static final String MISSING_DATA = "(?is).*(premature|truncated|missing eoi|corrupt|past end).*";

  static Decoder of(ImageFormat format) {
    return new Decoder(format);
  }

  /**
   * @param leastHeight how high the image, upright, must be unless the file's is lower
   * @param leastWidth how wide
   */
  Image read(MemorySegment content, int leastHeight, int leastWidth) {
    if (format == ImageFormat.JPEG) {
      try {
        return JpegDecoder.read(content, leastHeight, leastWidth);
      } catch (WeftException e) {
        throw e;
      } catch (OutOfMemoryError e) {
        throw tooLarge(e);
      } catch (UnusualJpeg | IOException | RuntimeException e) {
        return whole(content, leastHeight, leastWidth);
      }
    }
    Optional<PngChunks> png = png(content, false);
    if (png.isEmpty()) {
      return whole(content, leastHeight, leastWidth);
    }
    try {
      return PngDecoder.read(png.get(), content, factor(png.get().header(), leastHeight, leastWidth));
    } catch (DataFormatException e) {
      throw damaged(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  /** The chunks of a PNG image of a usual kind; empty for all others. */
  private Optional<PngChunks> png(MemorySegment content, boolean head) {
    if (format != ImageFormat.PNG) {
      return Optional.empty();
    }
    try {
      PngChunks chunks = PngChunks.read(new Source(content), head);
      if (!chunks.isUsual()) {
        return Optional.empty();
      }
      requireFew(chunks.height(), chunks.width());
      return Optional.of(chunks);
    } catch (IOException e) {
      return Optional.empty(); // the reading of others says that it ends too early
    }
  }

  private Image whole(MemorySegment content, int leastHeight, int leastWidth) {
    return with(content, false, (reader, structure) -> image(reader, structure, leastHeight, leastWidth));
  }

  ImageHeader header(MemorySegment content) {
    return png(content, true).map(PngChunks::header).orElseGet(() -> with(content, true, Decoder::header));
  }

  /** What is asked of a reader. */
  private interface Question<T> {
    T ask(ImageReader reader, Structure structure) throws IOException;
  }

  private <T> T with(MemorySegment content, boolean head, Question<T> question) {
    ImageReader reader = reader();
    try (ImageInput in = new ImageInput(content)) {
      Structure structure = Structure.of(format, new Source(content), head);
      reader.setInput(in, true, true);
      return question.ask(reader, structure);
    } catch (IOException | RuntimeException e) { // the decoders throw about anything at damaged files
      throw e instanceof WeftException said ? said : damaged(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    } finally {
      reader.dispose();
    }
  }

  private static WeftException tooLarge(OutOfMemoryError e) {
    return new WeftException("it needs more memory than the JVM may use; start it with a larger -Xmx.", e);
  }

  private static WeftException damaged(String reason, Exception e) {
    return new WeftException(
        "it cannot be decoded; it may be damaged"
            + (reason == null ? "." : " (" + reason.strip().replaceAll("\\.$", "") + ")."),
        e);
  }

  private static ImageHeader header(ImageReader reader, Structure structure) throws IOException {
    int height = structure.canvas().isPresent() ? structure.canvas().get().height() : reader.getHeight(0);
    int width = structure.canvas().isPresent() ? structure.canvas().get().width() : reader.getWidth(0);
    requireFew(height, width);
    boolean swaps = structure.orientation().swapsSides();
    return new ImageHeader(swaps ? width : height, swaps ? height : width, channels(reader, structure));
  }

  /**
   * @throws WeftException if there are too many pixels
   */
  static void requireFew(int height, int width) {
    if ((long) height * width > MOST_PIXELS) {
      throw new TooManyPixels(
          String.format(
              Locale.ROOT,
              "it may have at most %d million pixels; it has %d x %d; scale it down first.",
              MOST_PIXELS / 1_000_000,
              width,
              height));
    }
  }

  private static int channels(ImageReader reader, Structure structure) throws IOException {
    if (structure.samples() != Samples.UNKNOWN) {
      return structure.samples().channels(null);
    }
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw damaged("its kind of pixels is unknown", null);
    }
    ColorModel model = types.next().getColorModel();
    return Samples.of(model).channels(model);
  }

  private static Image image(ImageReader reader, Structure structure, int leastHeight, int leastWidth)
      throws IOException {
    ImageHeader header = header(reader, structure);
    int factor = factor(header, leastHeight, leastWidth);
    Set<String> warnings = new LinkedHashSet<>();
    reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    int strip = Math.max(1, MOST_AT_ONCE / width);
    Reduction reduction = null;
    Consumer<byte[]> rows = null;
    for (int top = 0; top < height; top += strip) {
      ImageReadParam param = reader.getDefaultReadParam();
      if (strip < height) {
        param.setSourceRegion(new Rectangle(0, top, width, Math.min(strip, height - top)));
      }
      Strip read = Strip.read(reader, param, structure.samples());
      if (reduction == null) {
        int channels = read.samples().channels(read.model());
        boolean swaps = structure.orientation().swapsSides();
        reduction =
            new Reduction(
                swaps ? header.width() : header.height(),
                swaps ? header.height() : header.width(),
                channels,
                factor,
                structure.orientation());
        rows = reduction::add;
        if (structure.canvas().isPresent()) {
          rows = structure.canvas().get().around(height, channels, read.model(), rows);
        }
      }
      read.samples().rows(read.raster(), read.model(), rows);
    }
    for (String warning : warnings) {
      if (warning.matches(MISSING_DATA)) {
        throw damaged(warning, null);
      }
    }
    return reduction.image(structure.notes());
  }

  /** A part of an image. */
  private record Strip(Raster raster, Samples samples, ColorModel model) {
    static Strip read(ImageReader reader, ImageReadParam param, Samples samples) throws IOException {
      if (samples != Samples.UNKNOWN) {
        return new Strip(reader.readRaster(0, param), samples, null);
      }
      BufferedImage image = reader.read(0, param);
      return new Strip(image.getRaster(), Samples.of(image.getColorModel()), image.getColorModel());
    }
  }

  /** By what an image is reduced so that it stays large enough, and is not too large to be kept. */
  static int factor(ImageHeader header, int leastHeight, int leastWidth) {
    int factor = Math.clamp(Math.min(header.height() / leastHeight, header.width() / leastWidth), 1, LARGEST_FACTOR);
    while ((long) Math.ceilDiv(header.height(), factor) * Math.ceilDiv(header.width(), factor) > MOST_KEPT) {
      factor++;
    }
    return factor;
  }

  /** The JDK's own reader, whatever else is on the class path. */
  private ImageReader reader() {
    ImageIO.setUseCache(false);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.plugin());
    ImageReader any = null;
    while (readers.hasNext()) {
      any = readers.next();
      if (any.getClass().getName().startsWith("com.sun.imageio.")) {
        return any;
      }
    }
    if (any == null) {
      throw new WeftException("reading %s needs a plugin of javax.imageio on the class path.".formatted(format));
    }
    return any;
  }
}
