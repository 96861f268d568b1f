package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import dev.weft.metrics.Unsure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a network's probabilities can be believed, learned from the validation images. Predictions are made with the
 * temperature, which keeps the order of the classes; vector scaling is there for comparison. Sets and thresholds are of
 * the probabilities with the temperature.
 *
 * @param images how many validation images there were
 * @param vectorScaling empty where there were too many numbers to learn it from
 * @param sets the first are those that predictions show; none where there are fewer than 9 images
 * @param selective by rising accuracy, those that not all predictions have
 * @param unsureBelow as {@link Unsure} has it
 */
public record Confidence(
    int images,
    Temperature temperature,
    Optional<VectorScaling> vectorScaling,
    List<ConformalSets> sets,
    List<SelectiveThreshold> selective,
    OptionalDouble unsureBelow) {
  /** The shares of images that sets are made for. */
  public static final List<Double> COVERAGES = List.of(0.9, 0.95, 0.99, 0.999);

  /** The accuracies that thresholds are made for. */
  public static final List<Double> ACCURACIES = List.of(0.9, 0.95, 0.98, 0.99, 0.995, 0.999);

  private static final int MOST_NUMBERS = 5_000_000;
  private static final int LEFT_OUT = 9; // by the rank of n + 1 images, one fewer

  public Confidence {
    sets = List.copyOf(sets);
    selective = List.copyOf(selective);
  }

  /**
   * Learns it.
   *
   * @param validation probabilities, not scores, of images that the network did not learn
   */
  public static Confidence fit(Predictions validation) {
    Temperature temperature = Temperature.fit(validation);
    Predictions calibrated = temperature.apply(validation);
    return new Confidence(
        validation.size(),
        temperature,
        validation.probabilities().length > MOST_NUMBERS
            ? Optional.empty()
            : Optional.of(VectorScaling.fit(validation)),
        sets(calibrated),
        ACCURACIES.stream()
            .flatMap(accuracy -> SelectiveThreshold.fit(accuracy, calibrated).stream())
            .filter(threshold -> threshold.on(calibrated).kept() < calibrated.size())
            .toList(),
        Unsure.below(calibrated));
  }

  /**
   * All methods with every coverage that leaves out 10 images at least, so that none of them alone decides; of few
   * images with the least coverage. Predictions show the least that leaves out at most half as many images as the
   * likeliest class alone does.
   */
  private static List<ConformalSets> sets(Predictions calibrated) {
    int images = calibrated.size();
    List<Double> possible =
        COVERAGES.stream()
            .filter(coverage ->
                images - ConformalSets.rank(coverage, images) >= (coverage.equals(COVERAGES.getFirst()) ? 0 : LEFT_OUT))
            .toList();
    if (possible.isEmpty()) {
      return List.of();
    }
    long right = IntStream.range(0, calibrated.size()).filter(calibrated::isRight).count();
    double wanted = (1 + (double) right / calibrated.size()) / 2;
    double shown = possible.stream().filter(coverage -> coverage >= wanted).findFirst().orElse(possible.getLast());
    List<Double> others = possible.stream().filter(coverage -> coverage != shown).toList();
    List<Double> all = Stream.concat(Stream.of(shown), others.stream()).toList();
    return Arrays.stream(ConformalSets.Method.values())
        .flatMap(method -> ConformalSets.fit(method, all, calibrated).stream())
        .toList();
  }

  /**
   * What predictions show of an image: calibrated where that is known, otherwise as it is given.
   *
   * @param given (classes)
   */
  public static double[] applied(Optional<Confidence> known, float[] given) {
    double[] values = new double[given.length];
    Arrays.setAll(values, label -> given[label]);
    return known.map(confidence -> confidence.temperature.apply(values)).orElse(values);
  }

  /**
   * The classes of an image's set, the likeliest first; none where there are no sets.
   *
   * @param calibrated (classes)
   */
  public static List<Integer> set(Optional<Confidence> known, double[] calibrated) {
    return known.flatMap(Confidence::shownSets).map(sets -> sets.of(calibrated)).orElse(List.of());
  }

  /** The sets that predictions show. */
  public Optional<ConformalSets> shownSets() {
    return sets.stream().findFirst();
  }
}
