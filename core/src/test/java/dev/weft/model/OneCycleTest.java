package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OneCycleTest {
  /** See {@code golden/one-cycle.py}. */
  @Test
  void ratesAndMomentaArePyTorchs() throws Exception {
    JsonNode golden = new ObjectMapper().readTree(getClass().getResourceAsStream("/golden/one-cycle.json"));
    for (JsonNode given : golden) {
      Map<?, ?> config = new ObjectMapper().convertValue(given.get("config"), Map.class);
      Schedule cycle = Config.read(Schedule.class, Map.of("OneCycle", config));
      for (int step = 0; step < given.get("rates").size(); step++) {
        String where = config + ", step " + step;
        assertEquals(given.get("rates").get(step).asDouble(), cycle.rate(9, step), 1e-12, where);
        assertEquals(given.get("momenta").get(step).asDouble(), cycle.momentum(9, step), 1e-12, where);
      }
    }
  }

  @Test
  void itLastsTheWholeTrainingByDefault() {
    Span training = new Span(5, 20);
    assertEquals(OneCycle.of(0.4).totalSteps(StepCount.of(100)), OneCycle.of(0.4).in(training));
    assertEquals(
        OneCycle.of(0.4).totalSteps(StepCount.of(80)), OneCycle.of(0.4).totalSteps(StepCount.epochs(4)).in(training));
  }

  @Test
  void itsFirstRateIsThatOfALongTraining() {
    assertEquals(0.004, OneCycle.of(0.1).firstRate(), 1e-12);
    assertEquals(0.004, OneCycle.of(0.1).totalSteps(StepCount.percent(50)).firstRate(), 1e-12);
  }

  @Test
  void behindItsEndTheRateStays() {
    Schedule cycle = OneCycle.of(0.4).totalSteps(StepCount.of(10));
    assertEquals(1.6e-6, cycle.rate(0, 9), 1e-15);
    assertEquals(1.6e-6, cycle.rate(0, 1000), 1e-15);
  }

  @Test
  void theMomentumMayStay() {
    Schedule cycle = OneCycle.of(0.4).totalSteps(StepCount.of(10)).cycleMomentum(false);
    assertTrue(Double.isNaN(cycle.momentum(0, 3)));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "OneCycle: 'pct_start' must be from 0 to 1, and at most 0.5 with three phases; received 0.6.",
        assertThrows(ConfigException.class, () -> OneCycle.of(1).pctStart(0.6).threePhase(true)).getMessage());
    assertThrows(ConfigException.class, () -> OneCycle.of(-1));
    assertThrows(ConfigException.class, () -> OneCycle.of(1).divFactor(0));
    assertThrows(ConfigException.class, () -> OneCycle.of(1).maxMomentum(1));
  }
}
