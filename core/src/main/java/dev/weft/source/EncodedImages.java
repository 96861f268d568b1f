package dev.weft.source;

import dev.weft.image.Image;
import dev.weft.image.ImageFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A source of image files, in a folder, an archive or a table, whose samples have been listed.
 *
 * @param contents reads the bytes of a sample's image file
 * @param open what is held open for that
 */
record EncodedImages(
    String format,
    List<String> classNames,
    List<SourceSample> samples,
    IntFunction<byte[]> contents,
    Map<String, Path> files,
    List<String> notes,
    Runnable open)
    implements ImageSource {
  @Override
  public Image read(int sample) {
    return ImageFile.read(contents.apply(sample));
  }

  @Override
  public Image read(int sample, int height, int width) {
    return ImageFile.read(contents.apply(sample), height, width);
  }

  @Override
  public void close() {
    open.run();
  }
}
