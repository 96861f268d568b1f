package dev.weft.cli.model;

import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import java.util.Locale;

/** How probabilities are calibrated, in a sentence. */
final class CalibrationWords {
  private CalibrationWords() {}

  static String of(Confidence confidence) {
    String sets =
        confidence
            .shownSets()
            .map(shown ->
                "; classes in brackets hold the true one for %s of images like those".formatted(percent(shown)))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "probabilities are calibrated, with the temperature %.3f of %,d validation images%s; --raw leaves that out.",
        confidence.temperature().value(),
        confidence.images(),
        sets);
  }

  /** {@code 99 %}, {@code 99.9 %}. */
  static String percent(ConformalSets sets) {
    return String.format(Locale.ROOT, "%.4g", 100 * sets.coverage()).replaceAll("\\.?0+$", "") + " %";
  }
}
