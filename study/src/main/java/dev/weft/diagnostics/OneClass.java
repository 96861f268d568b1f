package dev.weft.diagnostics;

import dev.weft.metrics.Predictions;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Nearly all images are taken for one class: at least 95 of 100, and at least 90 of 100 of those of other classes. The
 * second excludes sets in which nearly all images are of that class.
 *
 * @param set {@code test} or {@code validation}
 * @param images how many there are
 * @param predicted the class
 * @param timesSaid how many are taken for it
 * @param ofThat how many are of it
 */
public record OneClass(String set, int images, String predicted, int timesSaid, int ofThat) implements Warning {
  private static final double NEARLY_ALL = 0.95;
  private static final double OF_OTHERS = 0.9;

  static Optional<Warning> in(DataPart part, Predictions predictions, List<String> classNames) {
    Counts counts = Counts.of(predictions);
    int predicted = Counts.largest(counts.predicted());
    int images = predictions.size();
    int others = 0;
    int wrongly = 0;
    for (int i = 0; i < images; i++) {
      if (predictions.labels()[i] != predicted) {
        others++;
        wrongly += predictions.predicted(i) == predicted ? 1 : 0;
      }
    }
    boolean nearlyAll =
        counts.predicted()[predicted] >= NEARLY_ALL * images && others > 0 && wrongly >= OF_OTHERS * others;
    return nearlyAll
        ? Optional.of(
            new OneClass(
                part.adjective(),
                images,
                classNames.get(predicted),
                counts.predicted()[predicted],
                counts.labels()[predicted]))
        : Optional.empty();
  }

  @Override
  public String name() {
    return "one_class";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d of the %,d %s images are taken for %s, of which there are %,d: the network tells the classes hardly"
            + " apart.",
        timesSaid,
        images,
        set,
        predicted,
        ofThat);
  }
}
