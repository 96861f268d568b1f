package dev.weft.page.robustness;

import dev.weft.chart.Bar;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.Line;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.robustness.Corruption;
import dev.weft.explain.robustness.Deformation;
import dev.weft.explain.robustness.Estimate;
import dev.weft.explain.robustness.Measured;
import dev.weft.explain.robustness.Robustness;
import dev.weft.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's robustness as charts in files. */
public final class RobustnessCharts {
  private RobustnessCharts() {}

  /**
   * By the names of their files.
   *
   * @param name of the run
   * @param test the images that it was measured on
   */
  public static Map<String, Chart> of(String name, Robustness robustness, ImageSet test) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    if (!robustness.plan().corruptions().isEmpty()) {
      charts.put("robustness-corruptions", corruptions(name, robustness));
      charts.put("robustness-images", images(robustness, test));
    }
    if (robustness.plan().curves()) {
      for (Deformation deformation : Deformation.values()) {
        Line line = line(Metric.ACCURACY.key(), robustness.of(deformation));
        charts.put("robustness-" + deformation.key().replace('_', '-'), lines(deformation.words(), List.of(line)));
      }
    }
    if (!robustness.plan().radii().isEmpty()) {
      List<Line> lines = List.of(line("FGSM", robustness.fgsm()), line("PGD", robustness.pgd()));
      charts.put("robustness-attacks", lines("attacked within a radius", lines));
    }
    return charts;
  }

  private static Chart corruptions(String name, Robustness robustness) {
    List<Bar> bars = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      Estimate mean = robustness.mean(corruption);
      bars.add(new Bar(corruption.words(), mean.value(), mean.interval().low(), mean.interval().high()));
    }
    return Charts.bars(
        "Accuracy of %s under corruption, mean over five severities".formatted(name),
        Metric.ACCURACY.key(),
        ValueRange.ZERO_TO_ONE,
        bars);
  }

  private static Line line(String name, List<Measured> measured) {
    return Line.of(
        name,
        measured.stream().mapToDouble(one -> one.condition().level()).toArray(),
        measured.stream().mapToDouble(Measured::accuracy).toArray());
  }

  private static Chart lines(String words, List<Line> lines) {
    return Charts.lines("Accuracy of images " + words, words, Metric.ACCURACY.key(), ValueRange.ZERO_TO_ONE, lines);
  }

  /** One test image under each corruption at each severity. */
  private static Chart images(Robustness robustness, ImageSet test) {
    int image = Math.max(0, robustness.clean().right().nextSetBit(0));
    List<String> names = new ArrayList<>();
    List<byte[]> changed = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      for (Measured one : robustness.of(corruption)) {
        names.add("%s %s".formatted(corruption.words(), (int) one.condition().level()));
        changed.add(one.condition().of(test, image, robustness.plan().seed()));
      }
    }
    byte[] pixels = new byte[Math.multiplyExact(changed.size(), test.features())];
    int[] labels = new int[changed.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
      System.arraycopy(changed.get(i), 0, pixels, i * test.features(), test.features());
    }
    ImageSet set = ImageSet.of(pixels, labels, test.height(), test.width(), test.channels(), names);
    return Charts.samples(set, labels.length).titled("One image under each corruption, severity 1 to 5").subtitled("");
  }
}
