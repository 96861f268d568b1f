package dev.weft.spark.ml;

import dev.weft.classifier.ClassifierOptions;
import dev.weft.experiment.PixelScaling;
import dev.weft.image.PrepareAs;
import java.io.Serializable;
import java.util.List;

/**
 * How a model is asked: {@link ClassifierOptions} as they travel to executors.
 *
 * @param classNames one for each class; empty for those of the file
 * @param scaling as {@code weft predict --scaling} takes it; empty for what the file says
 * @param unsureBelow below 0 for what the file says
 */
record Asking(
    boolean raw,
    boolean invert,
    PrepareAs prepare,
    List<String> classNames,
    String scaling,
    double unsureBelow,
    long maxPixels)
    implements Serializable {
  /** With one thread: each task is one, and has a core. */
  ClassifierOptions options() {
    ClassifierOptions options =
        ClassifierOptions.of().threads(1).raw(raw).invert(invert).prepare(prepare).maxPixels(maxPixels);
    if (!classNames.isEmpty()) {
      options = options.classNames(classNames);
    }
    if (!scaling.isEmpty()) {
      options = options.scaling(PixelScaling.parse(scaling)::of);
    }
    return unsureBelow < 0 ? options : options.unsureBelow(unsureBelow);
  }
}
