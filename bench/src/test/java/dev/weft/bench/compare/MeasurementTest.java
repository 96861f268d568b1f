package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final List<String> PRINTED =
      List.of(
          "WARNING: a library speaks",
          "{\"version\": \"Library 1.2\"}",
          "{\"first_batch\": 1.25}",
          "{\"epoch\": 1, \"seconds\": 3.0}",
          "{not JSON}",
          "{\"epoch\": 2, \"seconds\": 2.0}",
          "{\"epoch\": 3, \"seconds\": 2.5}",
          "{\"resident_mb\": 123, \"heap_mb\": 45}");

  @Test
  void everyLineOfJsonIsTaken() {
    Measurement measurement = Measurement.parse(PRINTED, 100, null);
    assertTrue(measurement.ok());
    assertEquals(List.of(3.0, 2.0, 2.5), measurement.seconds());
    assertEquals(List.of(2.0, 2.5), measurement.steady());
    assertEquals("Library 1.2", measurement.version());
    assertEquals(
        Map.of("first_batch", 1.25, "epoch", 3.0, "resident_mb", 123.0, "heap_mb", 45.0), measurement.numbers());
  }

  @Test
  void aProcessThatWasEndedCountsWithTheEpochsThatItFinished() {
    assertTrue(Measurement.parse(PRINTED, 100, "not done after 5 minutes").ok());
    Measurement early = Measurement.parse(PRINTED.subList(0, 4), 100, "not done after 5 minutes");
    assertFalse(early.ok());
    assertEquals("not done after 5 minutes", early.failure());
    assertEquals("fewer than two epochs", Measurement.parse(PRINTED.subList(0, 4), 100, null).failure());
  }

  @Test
  void theWholeOfAFineTuningIsWhatIsMeasured() {
    Measurement whole = Measurement.parse(List.of("{\"whole\": 42.5}", "{\"accuracy\": 0.9}"), 100, null);
    assertTrue(whole.ok());
    assertEquals(List.of(42.5), whole.steady());
  }

  @Test
  void theCauseOfAFailureIsTheFirstLineThatLooksLikeOne() {
    List<String> lines =
        List.of("a line about errors", "  ModuleNotFoundError: No module named 'PIL'", "Error: another");
    assertEquals("ModuleNotFoundError: No module named 'PIL'", Measurement.cause(lines, 1));
    assertEquals("exit status 137", Measurement.cause(List.of("a line"), 137));
  }
}
