package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Contestant.Setting TWO = new Contestant.Setting(2, "PASSIVE");
  private static final Results.Case W7 = new Results.Case(Workload.W7, 128);

  private static Contestant peer(String key) {
    return Contestant.PEERS.stream().filter(peer -> peer.key().equals(key)).findFirst().orElseThrow();
  }

  /** 100 images an epoch. */
  private static void add(Results results, Contestant side, double megabytes, Double... seconds) {
    Measurement measurement =
        new Measurement(List.of(seconds), Map.of("resident_mb", megabytes, "first_batch", 1.0), "1", 100, null);
    results.add(W7, side, TWO, 100, measurement);
  }

  @Test
  void theMedianIsOfAllSteadyEpochsOfAllRounds() {
    Results results = new Results();
    add(results, Contestant.WEFT, 200, 9.0, 1.0, 2.0);
    add(results, Contestant.WEFT, 210, 8.0, 4.0);
    Results.Result weft = Results.weft(results.cases.get(W7));
    assertEquals(0.02, weft.secondsPerImage(), 1e-12);
    assertEquals(0.01, weft.leastSecondsPerImage(), 1e-12);
    assertEquals(210, weft.most("resident_mb"));
  }

  @Test
  void theFastestOtherAndTheLeastMemoryOfPyTorchAreFound() {
    Results results = new Results();
    add(results, Contestant.WEFT, 200, 9.0, 1.0);
    assertNull(Results.fastestOther(results.cases.get(W7)));
    add(results, peer("torch"), 700, 9.0, 3.0);
    add(results, peer("torch-compile"), 650, 9.0, 2.0);
    add(results, peer("jax-scan"), 300, 9.0, 2.5);
    results.add(W7, peer("keras"), TWO, 100, Measurement.failed("no"));
    assertEquals("torch-compile", Results.fastestOther(results.cases.get(W7)).getKey().key());
    assertEquals(650, Results.leastMemoryOfPyTorch(results.cases.get(W7)));
    add(results, peer("torch-features"), 700, 9.0, 1.5);
    assertEquals("torch-compile", Results.fastestOther(results.cases.get(W7)).getKey().key());
  }

  @Test
  void aCaseIsCalledByItsBatchWhereThereAreSeveral() {
    assertEquals("W7", W7.toString());
    assertEquals("W8 augmented", new Results.Case(Workload.W8_AUGMENTED, 128).toString());
    assertEquals("W10, batch 1", new Results.Case(Workload.W10, 1).toString());
    assertTrue(new Results.Case(Workload.W10, 1).target() < new Results.Case(Workload.W10, 32).target());
  }
}
