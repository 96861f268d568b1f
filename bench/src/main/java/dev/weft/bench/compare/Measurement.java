package dev.weft.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one process measured of one task.
 *
 * @param seconds of each epoch
 * @param numbers the others, by the name that the process gave them
 * @param peak in GFLOP/s, of as many threads, taken right before
 * @param failure why there is nothing; null if all went well
 */
record Measurement(List<Double> seconds, Map<String, Double> numbers, String version, double peak, String failure) {
  private static final JsonMapper JSON = new JsonMapper();

  static Measurement failed(String reason) {
    return new Measurement(List.of(), Map.of(), "", 0, reason);
  }

  /**
   * What a process printed; lines that are not JSON are its library's.
   *
   * @param cause why it ended otherwise than it should; null if it did not
   */
  static Measurement parse(List<String> lines, double peak, String cause) {
    List<Double> seconds = new ArrayList<>();
    Map<String, Double> numbers = new LinkedHashMap<>();
    String version = "";
    for (String line : lines) {
      Map<?, ?> values = line.startsWith("{") ? object(line) : Map.of();
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        switch (entry.getValue()) {
          case Number number when entry.getKey().equals("seconds") -> seconds.add(number.doubleValue());
          case Number number -> numbers.put((String) entry.getKey(), number.doubleValue());
          default -> version = String.valueOf(entry.getValue());
        }
      }
    }
    boolean enough = seconds.size() > 1 || numbers.containsKey("whole");
    String few = cause == null ? "fewer than two epochs" : cause;
    return new Measurement(seconds, numbers, version, peak, enough ? null : few);
  }

  private static Map<?, ?> object(String line) {
    try {
      return JSON.readValue(line, Map.class);
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** The first line of what a process printed that begins with the name of an error, as Java and Python print it. */
  static String cause(List<String> lines, int status) {
    return lines.stream()
        .filter(line -> line.matches("\\s*(Exception in thread.*|[\\w.]*(Error|Exception|error)\\b.*)"))
        .findFirst()
        .map(line -> line.strip().substring(0, Math.min(200, line.strip().length())))
        .orElse("exit status " + status);
  }

  Measurement with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(numbers);
    more.put(name, value);
    return new Measurement(seconds, more, version, peak, failure);
  }

  boolean ok() {
    return failure == null;
  }

  /** Seconds of the epochs after the first, which warms up; where the whole is measured, of that. */
  List<Double> steady() {
    Double whole = numbers.get("whole");
    return whole != null ? List.of(whole) : seconds.subList(1, seconds.size());
  }
}
