package dev.weft.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Figures of a server, for Prometheus. Names are Prometheus's: {@code weft_}, what is counted, its unit, and {@code
 * _total} for a count.
 */
public final class Metrics {
  /** The media type of {@link #text}. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<String, Named> families = new ConcurrentSkipListMap<>();

  private record Named(String help, Family family) {}

  /**
   * A new count.
   *
   * @param help one sentence
   */
  public Counter counter(String name, String help, String... labels) {
    Counter counter = new Counter(List.of(labels));
    families.put(name, new Named(help, new Family.Counters(counter)));
    return counter;
  }

  /**
   * A new histogram.
   *
   * @param bounds rising
   */
  public Histogram histogram(String name, String help, List<Double> bounds, String... labels) {
    Histogram histogram = new Histogram(bounds, List.of(labels));
    families.put(name, new Named(help, new Family.Histograms(histogram)));
    return histogram;
  }

  /** A number that is asked for when the figures are read. */
  public void gauge(String name, String help, DoubleSupplier value) {
    gauges(name, help, () -> List.of(new Sample(Map.of(), value.getAsDouble())));
  }

  /** Numbers that are asked for when the figures are read, such as one for each model. */
  public void gauges(String name, String help, Supplier<List<Sample>> samples) {
    families.put(name, new Named(help, new Family.Asked("gauge", samples)));
  }

  /** The same of counts that only grow. */
  public void counters(String name, String help, Supplier<List<Sample>> samples) {
    families.put(name, new Named(help, new Family.Asked("counter", samples)));
  }

  /** All figures in Prometheus's text format, by name. */
  public String text() {
    StringBuilder out = new StringBuilder();
    families.forEach((name, named) -> {
      out.append("# HELP ").append(name).append(' ').append(named.help).append('\n');
      out.append("# TYPE ").append(name).append(' ').append(named.family.type()).append('\n');
      named.family.write(name, out);
    });
    return out.toString();
  }
}
