package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.kernel.Simd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same numbers, bit for bit, whatever the threads and the width of vectors. */
@Execution(ExecutionMode.CONCURRENT)
class SameBitsTest {
  static List<Networks> networks() {
    return Networks.all();
  }

  private static List<Long> train(Networks networks, int threads, int steps) {
    try (WorkerPool workers = new WorkerPool(threads)) {
      Networks.Training training = networks.new Training(workers);
      List<Long> bits = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        bits.add(Double.doubleToLongBits(training.step()));
      }
      for (float[] numbers : training.numbers()) {
        for (float number : numbers) {
          assertTrue(Float.isFinite(number));
          bits.add((long) Float.floatToIntBits(number));
        }
      }
      return bits;
    }
  }

  /** The first run is interpreted for a good part, the last compiled. */
  @ParameterizedTest
  @MethodSource("networks")
  void withAnyNumberOfThreads(Networks networks) {
    List<Long> one = train(networks, 1, 12);
    for (int threads : new int[] {2, 3, 4, 1}) {
      assertEquals(one, train(networks, threads, 12), threads + " threads");
    }
  }

  @Test
  void stepsChangeTheWeights() {
    for (Networks networks : Networks.all()) {
      assertNotEquals(train(networks, 1, 1), train(networks, 1, 2));
    }
  }

  /** Scalar code against the machine's own width; in the profile {@code thorough}, against each. */
  @Test
  void withAnyWidthOfVectors() throws Exception {
    Map<String, Process> processes = new LinkedHashMap<>();
    for (String width : Boolean.getBoolean("weft.thorough") ? List.of("0", "128", "256", "512") : List.of("0")) {
      processes.put(width, begin(width.equals("0") ? "scalar" : width)); // all at once, on all cores
    }
    Map<String, String> hashes = new LinkedHashMap<>(Map.of("own", ": " + Main.hashes()));
    for (Map.Entry<String, Process> each : processes.entrySet()) {
      String said = answer(each.getValue());
      assertTrue(said.startsWith(each.getKey() + " bits: "), said);
      hashes.put(each.getKey(), said.substring(said.indexOf(": ")));
    }
    assertEquals(1, Set.copyOf(hashes.values()).size(), hashes.toString());
  }

  private static Process begin(String lanes) throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            lanes.equals("scalar") ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation", // scalar code needs no more
            "--add-modules=jdk.incubator.vector",
            "-Xlog:disable",
            "-XX:+UseSerialGC",
            "-Dweft.lanes=" + lanes,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String answer(Process process) throws Exception {
    try (var output = process.inputReader()) {
      String said = output.readLine();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return said;
    }
  }

  /** Prints the width of vectors and a hash of all numbers. */
  static final class Main {
    public static void main(String[] args) {
      System.out.println(Simd.BITS + " bits: " + hashes());
    }

    private static List<Integer> hashes() {
      return Networks.all().stream().map(networks -> train(networks, 1, 2).hashCode()).toList();
    }
  }
}
