package dev.weft.server.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All samples of one name, as Prometheus's text format has them. */
sealed interface Family {
  void write(String name, StringBuilder out);

  /** The word behind {@code # TYPE}. */
  String type();

  /** Numbers that are asked for when they are read; {@code type} is gauge or counter. */
  record Asked(String type, Supplier<List<Sample>> samples) implements Family {
    @Override
    public void write(String name, StringBuilder out) {
      samples.get().forEach(sample -> line(out, name, sample.labels(), sample.value()));
    }
  }

  record Counters(Counter counter) implements Family {
    @Override
    public void write(String name, StringBuilder out) {
      counter.sums().forEach((values, sum) -> line(out, name, labels(counter.labels(), values), sum.sum()));
    }

    @Override
    public String type() {
      return "counter";
    }
  }

  record Histograms(Histogram histogram) implements Family {
    @Override
    public void write(String name, StringBuilder out) {
      double[] bounds = histogram.bounds();
      histogram
          .series()
          .forEach((values, series) -> {
            Map<String, String> labels = labels(histogram.labels(), values);
            long count = 0;
            for (int i = 0; i <= bounds.length; i++) {
              count += series.counts()[i].sum();
              Map<String, String> bounded = new LinkedHashMap<>(labels);
              bounded.put("le", i < bounds.length ? number(bounds[i]) : "+Inf");
              line(out, name + "_bucket", bounded, count);
            }
            line(out, name + "_sum", labels, series.sum().sum());
            line(out, name + "_count", labels, count);
          });
    }

    @Override
    public String type() {
      return "histogram";
    }
  }

  private static Map<String, String> labels(List<String> names, List<String> values) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      labels.put(names.get(i), values.get(i));
    }
    return labels;
  }

  private static void line(StringBuilder out, String name, Map<String, String> labels, double value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
              .collect(Collectors.joining(",", "{", "}")));
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return isWhole
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.isFinite(value) ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString() : "NaN";
  }
}
