package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.model.Schedule.CosineDecay;
import dev.weft.model.Schedule.ExponentialDecay;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepCountTest {
  private static final Span TRAINING = new Span(10, 50);

  private static StepCount read(Object value) {
    return Config.read(StepCount.class, value);
  }

  @Test
  void filesHaveNumbersOrUnits() {
    assertEquals(StepCount.of(1000), read(1000));
    assertEquals(StepCount.epochs(30), read("30 epochs"));
    assertEquals(StepCount.epochs(1), read("1 epoch"));
    assertEquals(StepCount.percent(2.5), read("2.5 %"));
    assertEquals(StepCount.percent(75), read("75%"));
    assertEquals(StepCount.REST, read("rest"));
    for (StepCount steps :
        new StepCount[] {
          StepCount.of(7), StepCount.epochs(0.0001), StepCount.epochs(1), StepCount.percent(5), StepCount.REST
        }) {
      assertEquals(steps, read(Config.write(steps)));
    }
  }

  @Test
  void otherTextsAreRefused() {
    for (Object wrong : new Object[] {"thirty", "-1 epochs", "30 weeks", true}) {
      String message = assertThrows(ConfigException.class, () -> read(Map.of("at", wrong).get("at"))).getMessage();
      assertTrue(message.contains("must be a number of steps, or such as '30 epochs', '5 %' or 'rest'"), message);
    }
    assertThrows(IllegalArgumentException.class, () -> StepCount.of(-1));
  }

  @Test
  void theyAreCountedInATraining() {
    assertEquals(StepCount.of(7), StepCount.of(7).in(TRAINING, 0));
    assertEquals(StepCount.of(125), StepCount.epochs(2.5).in(TRAINING, 0));
    assertEquals(StepCount.of(100), StepCount.percent(20).in(TRAINING, 0));
    assertEquals(StepCount.of(400), StepCount.REST.in(TRAINING, 100));
  }

  @Test
  void everyScheduleOfStepsTakesThem() {
    assertEquals(
        CosineDecay.of(0, 400).warmup(0.1, 100),
        CosineDecay.of(0, StepCount.REST).warmup(0.1, StepCount.epochs(2)).in(TRAINING));
    assertEquals(CosineDecay.of(0.1, 500), CosineDecay.of(0.1, StepCount.REST).in(TRAINING));
    assertEquals(ExponentialDecay.of(0.1, 50, 0.9), ExponentialDecay.of(0.1, StepCount.epochs(1), 0.9).in(TRAINING));
    assertEquals(
        Schedule.PolynomialDecay.of(0.1, 500), Schedule.PolynomialDecay.of(0.1, StepCount.percent(100)).in(TRAINING));
    assertEquals(CosineDecayRestarts.of(0.1, 50), CosineDecayRestarts.of(0.1, StepCount.percent(10)).in(TRAINING));
    assertEquals(
        Schedule.InverseTimeDecay.of(0.1, 50, 1),
        Schedule.InverseTimeDecay.of(0.1, StepCount.epochs(1), 1).in(TRAINING));
    assertTrue(CosineDecay.of(0.1, 500).isCounted());
    assertFalse(CosineDecay.of(0.1, StepCount.REST).isCounted());
  }
}
