package dev.weft.classifier;

import dev.weft.calibration.ConformalSets;
import dev.weft.outlier.Unlikeness;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model says of one image.
 *
 * @param classNames (classes)
 * @param probabilities (classes), 0 to 1 each: calibrated unless they are wanted raw; scores where the model gives none
 * @param areScores whether they are scores
 * @param raw (classes): as the network gives them
 * @param setIndexes the classes that hold the true one for the model's share of images, the likeliest first; none where
 *     it knows no sets
 * @param unsure whether the best probability is below the one that the training's validation gave; empty if unknown
 * @param unlikeness how unlike the image is to all that the model learned; empty where the model does not know it
 * @param unlike whether it is unlike anything that the model learned; empty where the model does not know it
 * @param seen what the network saw: (height, width, channels), unsigned bytes
 * @param notes what a person should know of the image, a sentence each
 * @param hint names another option that may fit better, if one does
 */
public record Classification(
    List<String> classNames,
    double[] probabilities,
    boolean areScores,
    float[] raw,
    List<Integer> setIndexes,
    Optional<Boolean> unsure,
    OptionalDouble unlikeness,
    Optional<Boolean> unlike,
    byte[] seen,
    List<String> notes,
    Optional<String> hint) {
  /**
   * A class of an image.
   *
   * @param index the class's place among the outputs, from 0
   * @param probability 0 to 1; a score where the model gives none
   */
  public record Label(String name, int index, double probability) {}

  /** All classes, the likeliest first. */
  public List<Label> labels() {
    return outputs().stream().sorted(Comparator.comparingDouble(Label::probability).reversed()).toList();
  }

  private Label label(int index) {
    return new Label(classNames.get(index), index, probabilities[index]);
  }

  /** The likeliest class; the first of equal ones. */
  public Label best() {
    int best = 0;
    for (int index = 1; index < probabilities.length; index++) {
      best = Double.compare(probabilities[index], probabilities[best]) > 0 ? index : best;
    }
    return label(best);
  }

  /** Each class in the order of the outputs. */
  public List<Label> outputs() {
    return IntStream.range(0, probabilities.length).mapToObj(this::label).toList();
  }

  /** Notes and hint. */
  public List<String> remarks() {
    return Stream.concat(notes.stream(), hint.stream()).toList();
  }

  /** The classes that hold the true one for the model's share of images; none where it knows no sets. */
  public List<Label> set() {
    return setIndexes.stream().map(this::label).toList();
  }

  /** Whether the model is unsure; false where that is not known. */
  public boolean isUnsure() {
    return unsure.orElse(false);
  }

  /** Whether the image is unlike anything that the model learned; false where that is not known. */
  public boolean isUnlike() {
    return unlike.orElse(false);
  }

  /**
   * What a person reads behind it, such as {@code (unsure; 4 or 9)}; empty where there is no doubt.
   *
   * @param setNames the set's classes as the person knows them
   */
  public String doubt(List<String> setNames) {
    return isUnlike() ? " (" + Unlikeness.WORDS + ")" : ConformalSets.doubt(isUnsure(), setNames, probabilities.length);
  }

  /** Such as {@code cat 97.1%}. */
  @Override
  public String toString() {
    Label best = best();
    String number =
        areScores
            ? String.format(Locale.ROOT, "(score %.4f)", best.probability)
            : String.format(Locale.ROOT, "%.1f%%", 100 * best.probability);
    return best.name + " " + number + doubt(set().stream().map(Label::name).toList());
  }
}
