package dev.weft.image;

import dev.weft.WeftException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Image files: JPEG, PNG, GIF, BMP, TIFF, and WebP where its reader is on the class path ({@code
 * com.twelvemonkeys.imageio:imageio-webp}). Images come upright, as EXIF says, and as the numbers of the file: colour
 * profiles are passed over. Of several frames or pages the first is read.
 *
 * <p>Files may come from strangers. An image may have 300 million pixels. One of more than 8 million is thinned while
 * it is decoded: to every second, third, ... pixel of every second, third, ... row. A file that ends before its image
 * does is an error.
 */
public final class ImageFile {
  private static final long MOST_PIXELS = 300_000_000;
  private static final long MOST_DECODED = 8_000_000;

  /** What the JDK says of JPEG data that are not all there. */
  private static final String MISSING_DATA = "(?is).*(premature|truncated|missing eoi|corrupt|past end).*";

  private ImageFile() {}

  /**
   * Reads a file.
   *
   * @throws WeftException if there is no such file, if it is no image, if it is damaged, ends too early or is absurdly
   *     large
   */
  public static Image read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WeftException("there is no image " + file + "; check the path.");
    }
    try (ImageInputStream in = new ImageInput(file)) {
      byte[] start = start(file);
      ImageFormat format =
          ImageFormat.of(start)
              .orElseThrow(() ->
                  new WeftException(
                      "it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; %s."
                          .formatted(ImageFormat.describe(start))));
      return read(format, in, new Source(in, Files.size(file)));
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Whether a file begins as an image does that can be read. */
  public static boolean isImage(Path file) {
    try {
      return Files.isRegularFile(file) && ImageFormat.of(start(file)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a file's name says that it is an image, of whatever kind and state. */
  public static boolean isNamedAsImage(Path file) {
    return file.getFileName().toString().matches("(?i).+\\.(jpe?g|png|gif|bmp|tiff?|webp|heic|heif|avif)");
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ImageFormat.START);
    }
  }

  private static Image read(ImageFormat format, ImageInputStream in, Source source) throws IOException {
    Structure structure = Structure.of(format, source);
    in.seek(0);
    ImageReader reader = reader(format);
    Set<String> warnings = new LinkedHashSet<>();
    try {
      reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      return decode(reader, structure, warnings);
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

  private static Image decode(ImageReader reader, Structure structure, Set<String> warnings) throws IOException {
    int width = structure.canvas().isPresent() ? structure.canvas().get().width() : reader.getWidth(0);
    int height = structure.canvas().isPresent() ? structure.canvas().get().height() : reader.getHeight(0);
    long pixels = (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "it may have at most %d million pixels; it has %d x %d; scale it down first.",
              MOST_PIXELS / 1_000_000,
              width,
              height));
    }
    int every = Math.max(1, (int) Math.ceil(Math.sqrt((double) pixels / MOST_DECODED)));
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
  private static ImageReader reader(ImageFormat format) {
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
