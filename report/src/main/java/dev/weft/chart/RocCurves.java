package dev.weft.chart;

import dev.weft.metrics.Average;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Ranking;
import dev.weft.metrics.RocAuc;
import dev.weft.metrics.RocCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The receiver operating characteristic of each class against all others; the legend has the areas. Curves of good
 * networks meet in the upper left corner, which stands beside the whole, ten times as large.
 */
final class RocCurves {
  private static final double SIDE = 380;
  private static final double CORNER = 0.1;
  private static final double GOOD = 0.95;

  private RocCurves() {}

  static Chart of(Predictions predictions, List<String> classNames) {
    List<String> names = ClassNames.require(predictions.classes(), classNames);
    Ranking ranking = Ranking.of(predictions);
    RocAuc areas = RocAuc.of(predictions);
    List<Line> lines = new ArrayList<>();
    List<Line> corner = new ArrayList<>();
    for (int label = 0; label < predictions.classes(); label++) {
      RocCurve curve = RocCurve.of(ranking, label);
      String name = Typeface.fitted(names.get(label), Typeface.regular(ChartStyle.TEXT), 150);
      name += ", area " + area(areas.oneVsRest(label));
      lines.add(Line.of(name, curve.falsePositives(), curve.truePositives()));
      corner.add(corner(name, curve));
    }
    OptionalDouble mean = areas.oneVsRest(Average.MACRO);
    LineDrawing whole = plot(ValueRange.ZERO_TO_ONE, lines);
    return new Chart(
        "ROC curves, each class against all others",
        "mean area under the curve " + area(mean),
        mean.orElse(0) < GOOD
            ? whole
            : new SideBySide(List.of(whole.withoutLegend(SIDE), plot(ValueRange.FITTED, corner))));
  }

  private static LineDrawing plot(ValueRange range, List<Line> lines) {
    String others = "part of the others found wrongly";
    return LineDrawing.of(new LineChart("", "", others, "part of the class found", range, range, lines), SIDE, SIDE);
  }

  /** What of a curve lies in the upper left corner, and where it enters and leaves it. */
  private static Line corner(String name, RocCurve curve) {
    double[] x = curve.falsePositives();
    double[] y = curve.truePositives();
    DoubleStream.Builder xs = DoubleStream.builder();
    DoubleStream.Builder ys = DoubleStream.builder();
    for (int i = 1; i < x.length; i++) {
      double enters = y[i - 1] >= 1 - CORNER ? 0 : (1 - CORNER - y[i - 1]) / (y[i] - y[i - 1]);
      double leaves = x[i] <= CORNER ? 1 : (CORNER - x[i - 1]) / (x[i] - x[i - 1]);
      if (0 <= enters && enters <= leaves && leaves <= 1) {
        xs.add(x[i - 1] + enters * (x[i] - x[i - 1])).add(x[i - 1] + leaves * (x[i] - x[i - 1]));
        ys.add(y[i - 1] + enters * (y[i] - y[i - 1])).add(y[i - 1] + leaves * (y[i] - y[i - 1]));
      }
    }
    return Line.of(name, xs.build().toArray(), ys.build().toArray());
  }

  private static String area(OptionalDouble area) {
    return area.isPresent() ? String.format(Locale.ROOT, "%.4f", area.getAsDouble()) : "not defined";
  }
}
