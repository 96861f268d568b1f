package dev.weft.page.run;

import dev.weft.metrics.BrierScore;
import dev.weft.metrics.ChanceError;
import dev.weft.metrics.LogLoss;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Reliability;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What probabilities are worth, by every measure. */
final class CalibrationMeasures {
  private static final long SEED = 1;

  private CalibrationMeasures() {}

  static Table table(List<ProbabilityPart.Way> ways) {
    List<Predictions> all = ways.stream().map(ProbabilityPart.Way::predictions).toList();
    List<BrierScore> briers = all.stream().map(BrierScore::of).toList();
    List<Reliability> wide = all.stream().map(p -> Reliability.ofEqualWidth(p, Reliability.BINS)).toList();
    List<Reliability> full = all.stream().map(p -> Reliability.ofEqualMass(p, Reliability.BINS)).toList();
    List<ChanceError> chance = all.stream().map(p -> ChanceError.of(p, SEED)).toList();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row(Metric.ACCURACY.words(), all, p -> ProbabilityPart.right(p).accuracy()));
    rows.add(row("mean probability of the predicted class", all, ProbabilityPart::sure));
    rows.add(row(Metric.LOG_LOSS.words(), all, p -> LogLoss.of(p).orElse(Double.NaN)));
    rows.add(row("Brier score", briers, BrierScore::score));
    rows.add(row("Brier score: miscalibration, which recalibration would gain", briers, BrierScore::miscalibration));
    rows.add(row("Brier score: discrimination, the larger the better", briers, BrierScore::discrimination));
    rows.add(row("Brier score: uncertainty, of the classes alone", briers, BrierScore::uncertainty));
    rows.add(
        row(
            "expected calibration error, %s bins of equal width".formatted(Reliability.BINS),
            wide,
            Reliability::expectedError));
    rows.add(
        words(
            "the same by chance, if the probabilities hold: 95 % range",
            chance.stream().map(c -> Numbers.figure(c.low()) + " to " + Numbers.figure(c.high())).toList()));
    rows.add(row("p-value that they hold", chance, ChanceError::p));
    rows.add(
        row(
            "expected calibration error, %s bins of as many images".formatted(Reliability.BINS),
            full,
            Reliability::expectedError));
    rows.add(row("maximum calibration error, bins of equal width", wide, Reliability::maximumError));
    List<String> header = new ArrayList<>(List.of("measure"));
    ways.forEach(way -> header.add(way.name()));
    return new Table(
        "What the probabilities of %s are worth".formatted(Numbers.of(all.getFirst().size(), "test image")),
        header,
        rows);
  }

  private static <T> List<Cell> row(String name, List<T> of, ToDoubleFunction<T> value) {
    List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
    of.forEach(each -> row.add(Cell.of(value.applyAsDouble(each))));
    return row;
  }

  private static List<Cell> words(String name, List<String> texts) {
    List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
    texts.forEach(text -> row.add(Cell.of(text)));
    return row;
  }
}
