package dev.weft.bench.compare;

import dev.weft.bench.Peak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  /** Starts a process and waits until it is done; its output stays in {@code log}. */
  static Measurement take(
      Path root, Contestant side, Contestant.Setting setting, List<String> words, int mostMinutes, Path log)
      throws IOException, InterruptedException {
    double peak = Peak.gigaflops(setting.threads());
    List<String> command = new ArrayList<>(side.command(root));
    command.addAll(words);
    command.add("threads=" + setting.threads());
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(setting.environment());
    builder.environment().put("BENCH_STARTED", "" + System.currentTimeMillis());
    Process process = builder.start();
    if (!process.waitFor(mostMinutes, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return failed("not done after " + mostMinutes + " minutes");
    }
    List<String> lines = Files.readAllLines(log);
    return process.exitValue() == 0 ? parse(lines, peak) : failed(reason(lines, process.exitValue()));
  }

  static Measurement failed(String reason) {
    return new Measurement(List.of(), Map.of(), "", 0, reason);
  }

  private static Measurement parse(List<String> lines, double peak) {
    List<Double> seconds = new ArrayList<>();
    Map<String, Double> numbers = new HashMap<>();
    String version = "";
    for (String line : lines) {
      Map<?, ?> said = line.startsWith("{") ? object(line) : Map.of();
      for (Map.Entry<?, ?> entry : said.entrySet()) {
        switch (entry.getValue()) {
          case Number number when entry.getKey().equals("seconds") -> seconds.add(number.doubleValue());
          case Number number -> numbers.put((String) entry.getKey(), number.doubleValue());
          default -> version = String.valueOf(entry.getValue());
        }
      }
    }
    return new Measurement(seconds, numbers, version, peak, seconds.size() < 2 ? "fewer than two epochs" : null);
  }

  private static Map<?, ?> object(String line) {
    try {
      return JSON.readValue(line, Map.class);
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** The first line that looks like the cause. */
  private static String reason(List<String> lines, int status) {
    return lines.stream()
        .filter(line -> line.matches("(?i).*(exception|error|cannot|failed).*"))
        .findFirst()
        .map(line -> line.strip().substring(0, Math.min(200, line.strip().length())))
        .orElse("exit status " + status);
  }

  boolean ok() {
    return failure == null;
  }

  /** Seconds of the epochs after the first, which warms up. */
  List<Double> steady() {
    return seconds.subList(1, seconds.size());
  }
}
