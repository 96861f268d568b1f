package dev.weft.study;

import dev.weft.config.Config;
import dev.weft.experiment.Settings;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A number that a report prints, and what it is a number of.
 *
 * @param row what the report calls it
 * @param part of the report's study
 * @param on which images: {@code train}, {@code validation} or {@code test}
 * @param recipe of the part; null for the winner
 * @param figure null where the report is not legible
 * @param seconds that the report's training took; null where it says none
 */
public record ReportedFigure(
    String row, String part, DataPart on, Metric metric, String recipe, Double figure, Double seconds) {
  public static ReportedFigure of(String row, String part, DataPart on, Metric metric) {
    return new ReportedFigure(row, part, on, metric, null, null, null);
  }

  /** All figures of the five reports. */
  public static List<ReportedFigure> all() {
    try (InputStream in = ReportedFigure.class.getResourceAsStream("/examples/reports/reported.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<?> figures = (List<?>) Settings.parse("reported.yaml", yaml).root();
      return figures.stream().map(figure -> Config.read(ReportedFigure.class, figure)).toList();
    } catch (IOException e) {
      throw new IllegalStateException("examples/reports/reported.yaml is not in the program", e);
    }
  }
}
