package dev.weft.image;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Image files: JPEG, PNG, GIF, BMP, TIFF, and WebP where its reader is on the class path ({@code
 * com.twelvemonkeys.imageio:imageio-webp}). Images come upright, as EXIF says, and as the numbers of the file: colour
 * profiles are passed over. Of several frames or pages the first is read. The bytes may stand in a file, or in memory:
 * errors name the file where there is one.
 *
 * <p>Files may come from strangers. An image may have 300 million pixels. One of more than 8 million is reduced while
 * it is decoded: each pixel is the mean of 2 x 2, 3 x 3, ... of the file's. A file that ends before its image does is
 * an error.
 */
public final class ImageFile {
  /** The most pixels of an image, before it is reduced. */
  public static final long MOST_PIXELS = Decoder.MOST_PIXELS;

  /** How much larger than it will be an image stays that is reduced while it is decoded. */
  private static final int GAP = 3;

  private ImageFile() {}

  /**
   * What kind of image file it is by its first bytes, {@code JPEG} or {@code PNG}; empty if it is none.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<String> kind(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.of(in.readNBytes(ImageFormat.START)).map(ImageFormat::name);
    }
  }

  /**
   * Reads a file.
   *
   * @throws WeftException if there is no such file, if it is no image, if it is damaged, ends too early or is absurdly
   *     large
   */
  public static Image read(Path file) {
    return of(file, ImageFile::read);
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static Image read(byte[] content) {
    return read(MemorySegment.ofArray(content));
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static Image read(MemorySegment content) {
    return Decoder.of(format(content)).read(content, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Reads a file whose image is to become so small. A larger one is reduced while it is decoded, which takes less time
   * and memory. It stays {@value #GAP} times as high and as wide, so that one sees no difference.
   *
   * @throws WeftException as for the whole image
   */
  public static Image read(Path file, int height, int width) {
    return of(file, content -> read(content, height, width));
  }

  /**
   * Reads the bytes of a file whose image is to become so small.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static Image read(byte[] content, int height, int width) {
    return read(MemorySegment.ofArray(content), height, width);
  }

  /**
   * Reads the bytes of a file whose image is to become so small.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static Image read(MemorySegment content, int height, int width) {
    return Decoder.of(format(content)).read(content, GAP * height, GAP * width);
  }

  /**
   * What a file says of its image; nothing is decoded.
   *
   * @throws WeftException if there is no such file, if it is no image, if its head is damaged or says an absurd size
   */
  public static ImageHeader header(Path file) {
    return of(file, ImageFile::header);
  }

  /**
   * What the bytes of a file say of its image; nothing is decoded.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static ImageHeader header(byte[] content) {
    return header(MemorySegment.ofArray(content));
  }

  /**
   * What the bytes of a file say of its image; nothing is decoded.
   *
   * @throws WeftException as for a file; the message names none
   */
  public static ImageHeader header(MemorySegment content) {
    return Decoder.of(format(content)).header(content);
  }

  /** Whether a file begins as an image does that can be read. */
  public static boolean isImage(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.of(in.readNBytes(ImageFormat.START)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether bytes begin as an image does that can be read. */
  public static boolean isImage(byte[] content) {
    return ImageFormat.of(start(MemorySegment.ofArray(content))).isPresent();
  }

  /** Whether a file's name says that it is an image, of whatever kind and state. */
  public static boolean isNamedAsImage(Path file) {
    return isNamedAsImage(file.getFileName().toString());
  }

  /** Whether a name says that it is an image's, of whatever kind and state. */
  public static boolean isNamedAsImage(String name) {
    return name.matches("(?is).+\\.(jpe?g|png|gif|bmp|tiff?|webp|heic|heif|avif)");
  }

  private static <T> T of(Path file, Function<MemorySegment, T> reading) {
    if (!Files.isRegularFile(file)) {
      throw new WeftException("there is no image " + file + "; check the path.");
    }
    try (Arena arena = Arena.ofConfined()) {
      return reading.apply(Contents.of(file, arena));
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (InternalError e) { // a mapped file became shorter
      throw new WeftException(file + ": it changed while it was read; read it again.", e);
    }
  }

  private static ImageFormat format(MemorySegment content) {
    byte[] start = start(content);
    return ImageFormat.of(start)
        .orElseThrow(() ->
            new WeftException(
                "it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; %s.".formatted(ImageFormat.describe(start))));
  }

  private static byte[] start(MemorySegment content) {
    return content.asSlice(0, Math.min(ImageFormat.START, content.byteSize())).toArray(ValueLayout.JAVA_BYTE);
  }
}
