package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Contestant.Setting TWO = new Contestant.Setting(2, "PASSIVE");

  @TempDir Path folder;

  private static Contestant peer(String key) {
    return Contestant.PEERS.stream().filter(peer -> peer.key().equals(key)).findFirst().orElseThrow();
  }

  private static Measurement measured(double seconds, double megabytes, Map<String, Double> more) {
    Map<String, Double> numbers = new HashMap<>(Map.of("resident_mb", megabytes, "first_batch", 1.2));
    numbers.putAll(more);
    return new Measurement(List.of(9.0, seconds), numbers, "Version 1", 200, null);
  }

  private String report(Results results) throws IOException {
    List<Contestant> sides = List.of(Contestant.WEFT, peer("torch"), peer("torch-compile"));
    return new Report(results, folder, sides, Options.parse(List.of("--only", "w7"))).text();
  }

  /** The cells of the row of a table that begins so. */
  private static List<String> row(String report, String begin) {
    String line = report.lines().filter(l -> l.startsWith("| " + begin + " ")).findFirst().orElseThrow();
    return Arrays.stream(line.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()).toList();
  }

  private Results results() {
    Results results = new Results();
    Results.Case w7 = new Results.Case(Workload.W7, 128);
    results.add(w7, Contestant.WEFT, TWO, 1_280, measured(2, 300, Map.of("loss", 2.5, "accuracy", 0.5)));
    results.add(w7, peer("torch"), TWO, 1_280, measured(4, 500, Map.of("loss", 2.50001)));
    results.add(w7, peer("torch-compile"), TWO, 1_280, Measurement.failed("no compiler"));
    return results;
  }

  @Test
  void theVerdictHasTheRatioBesideItsTarget() throws IOException {
    List<String> verdict = row(report(results()), "W7");
    assertEquals(List.of("W7", "PyTorch", "2.00", "1.50"), verdict.subList(0, 4));
    assertEquals("0.60 *", verdict.get(5)); // 300 of 500 MB, above a half
    assertEquals("1.20", verdict.get(6));
  }

  @Test
  void eachSideHasARow() throws IOException {
    String report = report(results());
    assertEquals(List.of("PyTorch", "320 (320)", "400", "2.00"), row(report, "PyTorch").subList(0, 4));
    assertTrue(report.contains("PyTorch, compiled failed: no compiler"));
  }

  @Test
  void whatEachSideComputedStandsSideBySide() throws IOException {
    String same = report(results()).split("## All compute the same")[1];
    assertEquals(List.of("W7", "Weft", "0.500", "2.50000", "-"), row(same, "W7"));
  }

  @Test
  void whoIsAbsentIsNamedWithTheReason() throws IOException {
    Results results = results();
    results.absent.put("JAX, scan", "absent: no interpreter has jax");
    assertEquals(List.of("JAX, scan", "absent: no interpreter has jax", "-"), row(report(results), "JAX, scan"));
  }

  @Test
  void noLineIsTooLongToRead() throws IOException {
    report(results()).lines().forEach(line -> assertTrue(line.length() <= 130, line));
  }
}
