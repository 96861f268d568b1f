package dev.weft.bench.compare;

import dev.weft.WholeFile;
import dev.weft.bench.Peak;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts sides, one at a time, and keeps what each measured as a file, so that a comparison that was killed goes on.
 */
final class Runner {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path root;
  private final Interpreters interpreters;
  private final Path logs;
  private final Path results;
  private final Map<Workload, Path> described = new HashMap<>();
  private volatile Process running;

  Runner(Path root, Interpreters interpreters) throws IOException {
    this.root = root;
    this.interpreters = interpreters;
    logs = root.resolve("bench/target/compare");
    results = logs.resolve("results");
    Files.createDirectories(results);
    Runtime.getRuntime().addShutdownHook(new Thread(this::endProcess));
  }

  private void endProcess() {
    Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /**
   * What is to be measured.
   *
   * @param words of {@link Task#parse} but for threads
   * @param name of the measurement among those of its side, such as {@code w1-32-round-1}
   */
  record Order(Contestant side, Contestant.Setting setting, Workload workload, List<String> words, String name) {
    private String file() {
      return name + "-" + side.key();
    }
  }

  /** What was measured, with what it was asked. */
  record Kept(List<String> words, String setting, Measurement measurement) {}

  /** Forgets all that was measured before, and the files that were written for it. */
  void forget() throws IOException {
    try (Stream<Path> measured = Files.list(results);
        Stream<Path> written = Files.list(logs).filter(FineTuning::isFolder)) {
      for (Path file : Stream.concat(measured, written).toList()) {
        delete(file);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What was measured of the same before; null if nothing was. */
  Measurement kept(Order order) throws IOException {
    Path file = results.resolve(order.file() + ".json");
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Kept kept = JSON.readValue(Files.readString(file), Kept.class);
      boolean same = kept.words().equals(order.words()) && kept.setting().equals(order.setting().toString());
      return same ? kept.measurement() : null;
    } catch (JacksonException e) {
      return null; // written by another version of this program
    }
  }

  /** Starts a process, waits until it is done, and keeps what it measured. */
  Measurement measure(Order order, int mostMinutes) throws IOException, InterruptedException {
    Measurement measurement = withDifference(order, run(order, mostMinutes));
    if (measurement.ok()) {
      String json = JSON.writeValueAsString(new Kept(order.words(), order.setting().toString(), measurement));
      Path file = results.resolve(order.file() + ".json");
      WholeFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }
    System.err.printf(
        Locale.ROOT,
        "%s, %s, %s: %s%n",
        order.name(),
        order.side().name(),
        order.setting(),
        measurement.ok() ? "seconds " + measurement.seconds() : "failed: " + measurement.failure());
    return measurement;
  }

  private Measurement run(Order order, int mostMinutes) throws IOException, InterruptedException {
    double peak = Peak.gigaflops(order.setting().threads());
    Contestant side = order.side();
    boolean python = side.main() == null;
    String interpreter = python ? interpreters.with(side.options()) : "";
    List<String> command =
        new ArrayList<>(side.command(root, order.workload(), interpreter, python ? described(order) : null));
    command.addAll(order.words());
    command.add("threads=" + order.setting().threads());
    command.add("outputs=" + outputs(order, side));
    Path log = logs.resolve(order.file() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(order.setting().environment());
    builder.environment().put("BENCH_STARTED", "" + System.currentTimeMillis());
    if (order.workload().wholly()) {
      builder.environment().put("XDG_CACHE_HOME", emptyCache().toString()); // what Weft keeps would spare it the work
    }
    running = builder.start();
    boolean done = running.waitFor(mostMinutes, TimeUnit.MINUTES);
    running.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(log);
    int status = running.exitValue();
    String cause = done ? Measurement.cause(lines, status) : "not done after " + mostMinutes + " minutes";
    return done && status != 0 ? Measurement.failed(cause) : Measurement.parse(lines, peak, done ? null : cause);
  }

  private Path emptyCache() throws IOException {
    Path cache = logs.resolve("cache");
    if (Files.isDirectory(cache)) {
      delete(cache);
    }
    return cache;
  }

  private Path described(Order order) {
    return described.computeIfAbsent(order.workload(), workload -> TaskFile.write(workload, logs));
  }

  private Path outputs(Order order, Contestant side) {
    return logs.resolve(order.name() + "-" + side.key() + ".outputs");
  }

  /** How far a side's outputs are from Weft's, where both were asked for the same images. */
  private Measurement withDifference(Order order, Measurement measurement) throws IOException {
    Path ours = outputs(order, Contestant.WEFT);
    Path theirs = outputs(order, order.side());
    if (!measurement.ok() || !order.workload().inference() || !Files.exists(ours) || !Files.exists(theirs)) {
      return measurement;
    }
    return measurement.with("difference", difference(floats(ours), floats(theirs)));
  }

  private static FloatBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /**
   * The largest difference of two rows of probabilities, of their logarithms, relative to how far these reach from the
   * least to the largest: it does not depend on how sure a network is. Infinite where one is no number.
   */
  static double difference(FloatBuffer ours, FloatBuffer theirs) {
    if (ours.capacity() != theirs.capacity()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ours.capacity(); i++) {
      double score = Math.log(ours.get(i));
      most = Math.max(most, Math.abs(score - Math.log(theirs.get(i))));
      least = Math.min(least, score);
      largest = Math.max(largest, score);
    }
    double difference = most / (largest - least);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
