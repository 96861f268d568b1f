package dev.weft.spark.ml;

import dev.weft.WeftException;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.image.PreparedImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * What a model says of images, each of which may be wrong for itself alone.
 *
 * @param files how files are reached; null where the images are no files
 */
record Answers(Classifier classifier, ImageColumn column, Configuration files) {
  private static final String TOO_LITTLE =
      "there is not enough memory for it; give the executors more, or fewer cores each.";

  /**
   * Of one image.
   *
   * @param classification null if there is an error
   * @param error null if there is none
   */
  record Answer(Classification classification, String error) {}

  private record Ready(PreparedImage image, String error) {}

  /** Of images as their column holds them, in their order. */
  List<Answer> of(List<Object> values) {
    List<Ready> ready = new ArrayList<>();
    List<PreparedImage> images = new ArrayList<>();
    for (Object value : values) {
      Ready one = prepared(value);
      ready.add(one);
      if (one.error == null) {
        images.add(one.image);
      }
    }
    List<Answer> known = ofPrepared(images);
    List<Answer> all = new ArrayList<>();
    int next = 0;
    for (Ready one : ready) {
      all.add(one.error == null ? known.get(next++) : new Answer(null, one.error));
    }
    return all;
  }

  private Ready prepared(Object value) {
    if (value == null) {
      return new Ready(null, "there is no image; it is null.");
    }
    try {
      return new Ready(column.prepared(value, classifier, files), null);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return new Ready(null, sentence(e));
    }
  }

  private List<Answer> ofPrepared(List<PreparedImage> images) {
    try {
      return classifier.classifyAlone(images).stream().map(answer -> new Answer(answer, null)).toList();
    } catch (WeftException | OutOfMemoryError e) { // of one of them, or too much for all at once
      return images.stream().map(this::alone).toList();
    }
  }

  private Answer alone(PreparedImage image) {
    try {
      return new Answer(classifier.classifyAlone(List.of(image)).getFirst(), null);
    } catch (WeftException | OutOfMemoryError e) {
      return new Answer(null, sentence(e));
    }
  }

  private static String sentence(Throwable e) {
    return switch (e) {
      case WeftException known -> known.getMessage();
      case OutOfMemoryError memory -> TOO_LITTLE;
      default -> new WeftException("this is a bug in Weft: " + e + ".").getMessage();
    };
  }
}
