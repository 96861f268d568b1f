package dev.weft.diagnostics;

import dev.weft.dataset.Duplicate;
import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images that a network is judged by although it learned from them, or from images that are nearly the same ({@link
 * dev.weft.dataset.Duplicates}). A single one is worth a warning; how much they matter is in the accuracies.
 *
 * @param set {@code test} or {@code validation}
 * @param size how many images that part of the data has
 * @param shared how many of them stand in the training set, too, exactly or nearly
 * @param exact how many of them do with the same bytes
 * @param otherLabel how many of them have another label there
 * @param accuracy over the whole part, from 0 to 1
 * @param accuracyWithout over its other images; null where there are none
 * @param examples the first ten, those with another label before the others
 */
public record SharedImages(
    String set,
    int size,
    int shared,
    int exact,
    int otherLabel,
    double accuracy,
    Double accuracyWithout,
    List<Example> examples)
    implements Warning {
  private static final int EXAMPLES = 10;

  /**
   * One of them.
   *
   * @param image its index in the data set's file
   * @param label its class
   * @param training the index of the training image most like it in the data set's file
   * @param trainingLabel that one's class
   * @param likeness Pearson's correlation of the two, 1 where they are equal
   */
  public record Example(int image, int label, int training, int trainingLabel, double likeness) {}

  /**
   * @param images the part of the data that the network is judged by
   * @param predictions of these images
   * @param duplicates of these images among those that train
   */
  static Optional<Warning> of(
      DataPart part, ImageSet images, ImageSet train, Predictions predictions, List<Duplicate> duplicates) {
    if (duplicates.isEmpty()) {
      return Optional.empty();
    }
    List<Example> all =
        duplicates.stream()
            .map(one ->
                new Example(
                    images.sourceIndex(one.image()),
                    images.label(one.image()),
                    train.sourceIndex(one.twin()),
                    train.label(one.twin()),
                    one.likeness()))
            .sorted(Comparator.comparing(example -> example.label == example.trainingLabel))
            .toList();
    Set<Integer> shared = duplicates.stream().map(Duplicate::image).collect(Collectors.toCollection(HashSet::new));
    return Optional.of(
        new SharedImages(
            part.adjective(),
            images.size(),
            duplicates.size(),
            (int) duplicates.stream().filter(Duplicate::exact).count(),
            (int) all.stream().filter(example -> example.label != example.trainingLabel).count(),
            accuracy(predictions, Set.of()),
            shared.size() == images.size() ? null : accuracy(predictions, shared),
            all.subList(0, Math.min(EXAMPLES, all.size()))));
  }

  private static double accuracy(Predictions predictions, Set<Integer> without) {
    return IntStream.range(0, predictions.size())
        .filter(i -> !without.contains(i))
        .map(i -> predictions.isRight(i) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Override
  public String name() {
    return "shared_" + set + "_images";
  }

  @Override
  public String sentence() {
    Example first = examples.getFirst();
    String found =
        exact == 0
            ? (shared == 1 ? "has a near duplicate" : "have near duplicates") + " in the training set"
            : (shared == 1 ? "stands" : "stand") + " in the training set, too";
    return String.format(
        Locale.ROOT,
        "%,d of the %,d %s images %s%s%s (such as %d, there %d); %s.",
        shared,
        size,
        set,
        found,
        exact == 0 || exact == shared ? "" : String.format(Locale.ROOT, ", %,d of them not exactly", shared - exact),
        otherLabel == 0 ? "" : String.format(Locale.ROOT, ", %,d with another label", otherLabel),
        first.image,
        first.training,
        accuracyWithout == null
            ? "no other is left to judge by"
            : String.format(Locale.ROOT, "accuracy is %.4f, without them %.4f", accuracy, accuracyWithout));
  }
}
