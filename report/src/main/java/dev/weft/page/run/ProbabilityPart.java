package dev.weft.page.run;

import dev.weft.calibration.Confidence;
import dev.weft.experiment.Validation;
import dev.weft.metrics.LogLoss;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.PlotFigure;
import dev.weft.page.Table;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a network's probabilities can be believed, on the test images: as the network gives them, and as calibration
 * makes them.
 *
 * @param confidence what was learned of them from the validation images; empty where nothing was
 * @param ways the probabilities as they are given first; none where the outputs are scores
 * @param comparison whether calibration helped; empty where there is none
 * @param why nothing was learned of them, or is not to be believed; empty where all is well
 */
record ProbabilityPart(
    Optional<Confidence> confidence,
    List<Way> ways,
    Optional<CalibrationTests> comparison,
    List<String> classNames,
    String why) {
  /** Probabilities of the test images, and what was done to them. */
  record Way(String name, Predictions predictions) {}

  static ProbabilityPart of(FinishedRun run, List<String> classNames) {
    Predictions given = run.ofOneView();
    boolean areScores = !run.metrics().test().isEmpty() && !run.metrics().test().containsKey(Metric.LOG_LOSS.key());
    if (areScores || LogLoss.of(given).isEmpty()) {
      return new ProbabilityPart(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          classNames,
          "The network gives scores, not probabilities: the larger, the likelier.");
    }
    Optional<Confidence> confidence = run.confidence();
    List<Way> ways = new ArrayList<>(List.of(new Way("as the network gives them", given)));
    confidence.ifPresent(known -> {
      ways.add(new Way("with the temperature", known.temperature().apply(given)));
      known.vectorScaling().ifPresent(scaling -> ways.add(new Way("with vector scaling", scaling.apply(given))));
    });
    return new ProbabilityPart(
        confidence,
        List.copyOf(ways),
        confidence.map(known -> new CalibrationTests(ways)),
        classNames,
        why(run, confidence.isPresent()));
  }

  private static String why(FinishedRun run, boolean known) {
    if (known) {
      return run.experiment().data().validation() instanceof Validation.Test
          ? "The validation images are the test images here: calibration, sets and thresholds were learned from the"
              + " very images that they are measured on below, and look better than they are."
          : "";
    }
    return run.metrics().validation().isEmpty()
        ? "Without validation images nothing was learned of how far the probabilities can be believed, so predictions"
            + " show them as they are."
        : "The model’s file does not say how far its probabilities can be believed: it is gone, was changed, or an"
            + " older Weft wrote it.";
  }

  boolean areProbabilities() {
    return !ways.isEmpty();
  }

  Predictions given() {
    return ways.getFirst().predictions();
  }

  /** Those that predictions show. */
  Predictions shown() {
    return ways.get(confidence.isPresent() ? 1 : 0).predictions();
  }

  /** How sure the network is, beside how often it is right. */
  String sureness() {
    Predictions given = given();
    Wilson right = right(given);
    double sure = sure(given);
    Digits digits = Digits.of(right.interval());
    String verdict =
        right.interval().contains(sure)
            ? "it is as sure as it is right"
            : sure > right.accuracy() ? "it is too sure" : "it is not sure enough";
    return "It gives its predictions %s on average, and %s of them are right (95 %% interval %s): %s."
        .formatted(digits.percent(sure), digits.percent(right.accuracy()), digits.percent(right.interval()), verdict);
  }

  static Wilson right(Predictions predictions) {
    int right = (int) IntStream.range(0, predictions.size()).filter(predictions::isRight).count();
    return new Wilson(right, predictions.size());
  }

  static double sure(Predictions predictions) {
    return IntStream.range(0, predictions.size()).mapToDouble(predictions::confidence).average().orElseThrow();
  }

  /** What the temperature does, and whether it helped; empty where there is none. */
  String temperature() {
    return confidence
        .map(known -> {
          double value = known.temperature().value();
          return String.format(
              Locale.ROOT,
              "The temperature %.3f, learned from %s, makes them %s, and keeps their order. %s",
              value,
              Numbers.of(known.images(), "validation image"),
              value > 1 ? "less sure" : "surer",
              comparison.orElseThrow().verdict());
        })
        .orElse("");
  }

  List<PlotFigure> diagrams() {
    return ways.stream().limit(2).map(ReliabilityDiagram::of).map(ReliabilityDiagram::figure).toList();
  }

  List<Table> bins() {
    return ways.stream().limit(2).map(ReliabilityDiagram::of).map(ReliabilityDiagram::table).toList();
  }

  Table measures() {
    return CalibrationMeasures.table(ways);
  }

  /** Why predictions show the one and not the other; empty where there is no other. */
  String choice() {
    if (ways.size() < 3) {
      return "";
    }
    Predictions scaled = ways.get(2).predictions();
    long others = IntStream.range(0, scaled.size()).filter(i -> scaled.predicted(i) != given().predicted(i)).count();
    return "Predictions show the probabilities with the temperature. Vector scaling has a factor and a shift for each"
        + " class"
        + " and may predict another class: it does so of %s.".formatted(Numbers.of(others, "test image"));
  }

  /** Empty where nothing was learned. */
  Optional<Table> tests() {
    return comparison.map(CalibrationTests::table);
  }

  /** Empty where there are no sets. */
  Optional<SetPart> sets() {
    return confidence
        .filter(known -> known.shownSets().isPresent())
        .map(known -> new SetPart(known.sets(), known.images(), shown(), classNames));
  }

  SelectivePart selective() {
    return new SelectivePart(confidence.map(Confidence::selective).orElse(List.of()), shown());
  }
}
