package dev.weft.page.dataset;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.PixelShares;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.PixelValues;
import dev.weft.page.Numbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often pixels have each value, in a page: a line for each channel, from 1 to 254. How often they are 0 and 255 is
 * written beside it.
 */
record HistogramFigure(List<PixelValues> channels, LineChart chart, Scale axis) {
  static HistogramFigure of(List<PixelValues> channels) {
    LineChart chart = PixelShares.of(channels);
    double most = chart.lines().stream().flatMapToDouble(line -> Arrays.stream(line.y())).max().orElse(0);
    return new HistogramFigure(channels, chart, Scale.of(ValueRange.FROM_ZERO, 100 * most));
  }

  /** Whether a pixel has a value between 0 and 255. */
  boolean hasValuesBetween() {
    return chart.lines().stream().flatMapToDouble(line -> Arrays.stream(line.y())).anyMatch(share -> share > 0);
  }

  /** Which colour and dashes a line has. */
  String style(int line) {
    return channels.size() == 3 ? chart.lines().get(line).name() : "line-" + line % 8;
  }

  /** Where a percentage lies from top to bottom, in percent. */
  double down(double percent) {
    return 100 - 100 * axis.part(percent);
  }

  /** A line as SVG has it, in percent. */
  String points(Line line) {
    return IntStream.range(0, line.y().length)
        .mapToObj(i -> Numbers.place(100.0 * i / (line.y().length - 1)) + "," + Numbers.place(down(100 * line.y()[i])))
        .collect(Collectors.joining(" "));
  }

  /** A mark of the axis, {@code 0.2 %}. */
  String mark(double percent) {
    return axis.label(percent) + " %";
  }

  /** How often pixels have this value, by their channels: {@code 80.9 %}. */
  List<String> shares(int value) {
    return channels.stream().map(channel -> Shares.percent(channel.share(value))).toList();
  }

  /** What is found, for who does not see it. */
  String inWords() {
    String lines =
        IntStream.range(0, channels.size())
            .mapToObj(channel -> {
              Line line = chart.lines().get(channel);
              int most = commonest(line);
              return "%s is commonest at %s, %s of its pixels"
                  .formatted(line.name(), PixelShares.FIRST + most, Shares.percent(line.y()[most]));
            })
            .collect(Collectors.joining("; "));
    return "Between 0 and 255, %s.".formatted(lines);
  }

  private static int commonest(Line line) {
    return IntStream.range(0, line.y().length).reduce((a, b) -> line.y()[b] > line.y()[a] ? b : a).orElseThrow();
  }

  /** What the page's script receives: the shares in words. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", PixelShares.FIRST);
    map.put("names", chart.lines().stream().map(Line::name).toList());
    map.put(
        "shares",
        chart.lines().stream().map(line -> Arrays.stream(line.y()).mapToObj(Shares::percent).toList()).toList());
    return map;
  }
}
