package dev.weft.explain;

import dev.weft.Decimal;
import dev.weft.Quoted;
import dev.weft.calibration.ConformalSets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a network says of an image.
 *
 * @param classNames one for each class
 * @param values (classes): probabilities as the network gives them, 0 to 1; scores where it gives none
 * @param areScores whether they are scores
 * @param calibrated (classes): the probabilities after the model's calibration; empty where it has none
 * @param set the classes that it may be; empty where the model has no such sets
 * @param unlikeness how unlike the image is to all that the model learned; empty where the model does not know it
 * @param isUnlike whether it is unlike anything that the model learned; false where the model does not know it
 */
public record Answer(
    List<String> classNames,
    float[] values,
    boolean areScores,
    Optional<double[]> calibrated,
    Optional<ConformalSet> set,
    OptionalDouble unlikeness,
    boolean isUnlike) {
  /** Of a model that does not know what it is unlike. */
  public Answer(
      List<String> classNames,
      float[] values,
      boolean areScores,
      Optional<double[]> calibrated,
      Optional<ConformalSet> set) {
    this(classNames, values, areScores, calibrated, set, OptionalDouble.empty(), false);
  }

  public Answer {
    classNames = List.copyOf(classNames);
  }

  /**
   * The classes that an image may be of.
   *
   * @param labels the likeliest first; none where no class is likely enough
   * @param coverage the share of images whose set holds the true class
   */
  public record ConformalSet(List<Integer> labels, double coverage) {
    public ConformalSet {
      labels = List.copyOf(labels);
    }

    /** {@code 99.9 %}. */
    public String coverageInWords() {
      return Decimal.text(100 * coverage, 4).replaceFirst("\\.0$", "") + " %";
    }
  }

  /** The class of the largest value, the first of equal ones. */
  public int predicted() {
    return largest(values);
  }

  static int largest(float[] values) {
    int best = 0;
    for (int label = 1; label < values.length; label++) {
      best = values[label] > values[best] ? label : best;
    }
    return best;
  }

  /** What a person should read of a class: its calibrated probability where there is one. */
  public double shown(int label) {
    return calibrated.map(all -> all[label]).orElse((double) values[label]);
  }

  /** The classes, the likeliest first. */
  public List<Integer> ranked() {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -values[label]))
        .toList();
  }

  /**
   * The conformal set for a person: {@code 4, 6 or 9}. Empty where the model has no such sets, and where the image is
   * unlike anything that it learned: sets promise nothing of such images.
   */
  public Optional<String> setInWords() {
    return isUnlike ? Optional.empty() : set.map(one -> inWords(one.labels));
  }

  private String inWords(List<Integer> labels) {
    List<String> names = labels.stream().map(classNames::get).map(Quoted::text).toList();
    return names.isEmpty() ? "none of the classes" : ConformalSets.inWords(names, classNames.size());
  }
}
