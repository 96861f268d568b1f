package dev.weft.diagnostics;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Validation;
import dev.weft.run.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Classes of which there are fewer images than folds, so that some folds have none to validate on.
 *
 * @param folds how many there are
 * @param classes their names
 * @param fewest how many images the rarest of them has
 */
public record ScarceClasses(int folds, List<String> classes, int fewest) implements Warning {
  /**
   * @param train the images of the other folds
   * @param held the images of the fold
   */
  static Optional<Warning> in(Validation validation, ImageSet train, Optional<ImageSet> held) {
    if (!(validation instanceof Validation.Fold fold) || held.isEmpty()) {
      return Optional.empty();
    }
    int[] counts = train.classCounts();
    int[] more = held.get().classCounts();
    List<String> scarce = new ArrayList<>();
    int fewest = fold.of();
    for (int label = 0; label < counts.length; label++) {
      int count = counts[label] + more[label];
      if (count < fold.of()) {
        scarce.add(train.classNames().get(label));
        fewest = Math.min(fewest, count);
      }
    }
    return scarce.isEmpty() ? Optional.empty() : Optional.of(new ScarceClasses(fold.of(), scarce, fewest));
  }

  @Override
  public String name() {
    return "scarce_classes";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%d folds are more than the images of %s (%d of the rarest), so some folds have none of them to validate on;"
            + " take fewer folds or more images.",
        folds,
        Quoted.list(classes),
        fewest);
  }
}
