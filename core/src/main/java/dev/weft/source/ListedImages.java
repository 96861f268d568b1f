package dev.weft.source;

import dev.weft.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A source whose samples have been listed.
 *
 * @param images reads the image of a sample
 * @param open what is held open for that
 */
record ListedImages(
    String format,
    List<String> classNames,
    List<SourceSample> samples,
    IntFunction<Image> images,
    Map<String, Path> files,
    List<String> notes,
    Runnable open)
    implements ImageSource {
  @Override
  public Image read(int sample) {
    return images.apply(sample);
  }

  @Override
  public void close() {
    open.run();
  }
}
