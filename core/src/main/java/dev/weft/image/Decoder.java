package dev.weft.image;

import dev.weft.WeftException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** The images of a format, decoded by a reader of {@code javax.imageio}. */
record Decoder(ImageFormat format) {
  private static final long MOST_PIXELS = 300_000_000;
  private static final long MOST_DECODED = 8_000_000;

  /** What the JDK says of JPEG data that are not all there. */
  private static final String MISSING_DATA = "(?is).*(premature|truncated|missing eoi|corrupt|past end).*";

  static Decoder of(ImageFormat format) {
    return new Decoder(format);
  }

  Image read(MemorySegment content) {
    return with(content, false, Decoder::image);
  }

  ImageHeader header(MemorySegment content) {
    return with(content, true, Decoder::header);
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
      throw new WeftException("it needs more memory than the JVM may use; start it with a larger -Xmx.", e);
    } finally {
      reader.dispose();
    }
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
    if ((long) height * width > MOST_PIXELS) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "it may have at most %d million pixels; it has %d x %d; scale it down first.",
              MOST_PIXELS / 1_000_000,
              width,
              height));
    }
    boolean swaps = structure.orientation().swapsSides();
    return new ImageHeader(swaps ? width : height, swaps ? height : width, channels(reader, structure));
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

  private static Image image(ImageReader reader, Structure structure) throws IOException {
    ImageHeader header = header(reader, structure);
    Set<String> warnings = new LinkedHashSet<>();
    reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
    int every = Math.max(1, (int) Math.ceil(Math.sqrt((double) header.height() * header.width() / MOST_DECODED)));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(every, every, 0, 0);
    Raster raster;
    ColorModel model = null;
    Samples samples = structure.samples();
    if (samples == Samples.UNKNOWN) {
      BufferedImage image = reader.read(0, param);
      raster = image.getRaster();
      model = image.getColorModel();
      samples = Samples.of(model);
    } else {
      raster = reader.readRaster(0, param);
    }
    for (String warning : warnings) {
      if (warning.matches(MISSING_DATA)) {
        throw damaged(warning, null);
      }
    }
    List<String> notes = new ArrayList<>();
    if (structure.frames()) {
      notes.add("it holds several images; the first is used.");
    }
    Orientation orientation = structure.orientation();
    boolean swaps = orientation.swapsSides();
    Image image =
        new Image(
            swaps ? raster.getWidth() : raster.getHeight(),
            swaps ? raster.getHeight() : raster.getWidth(),
            samples.channels(model),
            samples.pixels(raster, model, orientation),
            notes);
    return structure.canvas().isPresent() ? structure.canvas().get().thinned(every).lay(image, model) : image;
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
