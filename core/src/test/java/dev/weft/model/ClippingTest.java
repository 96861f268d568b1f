package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClippingTest {
  @Test
  void aLimitIsANumberOrASchedule() {
    Schedule falling = Schedule.CosineDecay.of(1, StepCount.REST).alpha(0.1);
    SGD scheduled = SGD.of().clipping(Clipping.byGlobalNorm(1).scheduled(falling));
    assertEquals(scheduled, Config.read(Optimizer.class, Config.write(scheduled)));
    assertEquals(
        SGD.of().clipping(Clipping.byNorm(0.5)), Config.read(Optimizer.class, Map.of("SGD", Map.of("clipnorm", 0.5))));
    assertEquals(0.5, Config.arguments(SGD.of().clipping(Clipping.byNorm(0.5))).get("clipnorm"));
    assertNull(Config.arguments(SGD.of()).get("clipvalue"));
  }

  @Test
  void aScheduleIsCountedInATraining() {
    Schedule falling = Schedule.CosineDecay.of(1, StepCount.REST);
    Optimizer optimizer = SGD.of().clipping(Clipping.adaptive(1).scheduled(falling));
    assertEquals(Schedule.CosineDecay.of(1, 60), optimizer.in(new Span(3, 20)).options().clipping().limit());
    assertEquals(SGD.of(), SGD.of().in(new Span(3, 20)));
  }

  /** Checkpoints of older versions know it by this text. */
  @Test
  void aNumberIsWrittenAsBeforeThereWereSchedules() {
    assertEquals("Clipping[clipnorm=0.0, clipvalue=0.5, globalClipnorm=0.0]", Clipping.byValue(0.5).toString());
  }

  @Test
  void thereIsOneLimitAtMost() {
    Schedule one = Schedule.of(1);
    assertThrows(IllegalArgumentException.class, () -> new Clipping(one, null, one, null));
    assertEquals(Clipping.NONE, Clipping.byNorm(0));
    assertThrows(IllegalArgumentException.class, () -> Clipping.byNorm(-1));
    assertEquals(
        "'clipnorm' must be a finite number, 0 or more; received -1.0.",
        assertThrows(ConfigException.class, () -> Config.read(Optimizer.class, Map.of("SGD", Map.of("clipnorm", -1))))
            .getMessage());
  }
}
