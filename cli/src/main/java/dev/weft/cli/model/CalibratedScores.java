package dev.weft.cli.model;

import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.metrics.Metrics;
import dev.weft.metrics.Predictions;
import dev.weft.statistics.Wilson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What calibration makes of a model's probabilities.
 *
 * @param given as the network gives them
 */
record CalibratedScores(Confidence confidence, Predictions given) {
  private Predictions calibrated() {
    return confidence.temperature().apply(given);
  }

  /** For a person. */
  String text() {
    Predictions calibrated = calibrated();
    Map<String, Double> before = Metrics.ofProbabilities(given);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%nCalibrated with the temperature %.3f, of %,d validation images%n",
                confidence.temperature().value(),
                confidence.images()));
    Metrics.ofProbabilities(calibrated)
        .forEach((name, value) ->
            text.append(
                String.format(
                    Locale.ROOT, "  %-22s %.4f  (%.4f as the network gives it)%n", name, value, before.get(name))));
    confidence.shownSets().ifPresent(sets -> text.append(text(sets, sets.on(calibrated))));
    return text.toString();
  }

  private static String text(ConformalSets sets, ConformalSets.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "  %-22s %.4f, 95 %% interval %s; %.2f classes on average%n",
        "sets for " + CalibrationWords.percent(sets),
        outcome.coverage(),
        new Wilson(outcome.covered(), outcome.images()).interval().words(),
        outcome.size());
  }

  /** For {@code --json}. */
  Map<String, Object> map() {
    Predictions calibrated = calibrated();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("temperature", confidence.temperature().value());
    map.put("validation_images", confidence.images());
    map.putAll(Metrics.ofProbabilities(calibrated));
    confidence
        .shownSets()
        .ifPresent(sets -> {
          ConformalSets.Outcome outcome = sets.on(calibrated);
          map.put("coverage", sets.coverage());
          map.put("covered", outcome.covered());
          map.put("set_size", outcome.size());
        });
    return map;
  }
}
