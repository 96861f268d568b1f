package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import dev.weft.model.Schedule.CosineDecay;
import dev.weft.model.Schedule.EpochExponentialDecay;
import dev.weft.model.Schedule.EpochPiecewiseConstant;
import dev.weft.model.Schedule.ExponentialDecay;
import dev.weft.model.Schedule.PiecewiseConstantDecay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The numbers of Keras's own tests of its schedules, and of the reports. */
class ScheduleTest {
  private static void assertRate(double expected, Schedule schedule, long step) {
    assertEquals(expected, schedule.rate(7, step), 1e-12 * Math.max(1, expected));
  }

  private static void assertEpochRate(double expected, Schedule schedule, int epoch) {
    assertEquals(expected, schedule.rate(epoch, 12_345), 1e-15);
  }

  /**
   * What Keras 3.15.1 gives for the steps 0 to 50 and some later ones; see {@code golden/schedules.py}. Of its cosine
   * decays that get longer by half, the restart at step 15 = 6 + 9 comes a step late in float32.
   */
  @Test
  void schedulesHaveKerasRates() throws Exception {
    JsonNode golden = new ObjectMapper().readTree(getClass().getResourceAsStream("/golden/schedules.json"));
    for (JsonNode given : golden.get("schedules")) {
      Schedule schedule =
          Config.read(
              Schedule.class,
              Map.of(
                  "class_name",
                  given.get("class").asString(),
                  "config",
                  new ObjectMapper().convertValue(given.get("config"), Map.class)));
      for (int step = 0; step < given.get("rates").size(); step++) {
        if (!given.get("config").path("t_mul").asString().equals("1.5") || step != 15) {
          double rate = given.get("rates").get(step).asDouble();
          assertEquals(rate, schedule.rate(0, step), 2e-7, given.get("config") + ", step " + step);
        }
      }
      for (Map.Entry<String, JsonNode> later : given.get("more").properties()) {
        double rate = schedule.rate(0, Long.parseLong(later.getKey()));
        assertEquals(later.getValue().asDouble(), rate, 2e-7, given.get("config") + ", step " + later.getKey());
      }
    }
  }

  @Test
  void aRestartBeginsWhereADecayEnds() {
    CosineDecayRestarts restarts = CosineDecayRestarts.of(1, 10);
    for (int step : new int[] {0, 10, 30, 70, 150, 310, 630}) {
      assertRate(1, restarts, step);
    }
    assertRate(0.5, restarts, 20);
    assertRate(0.5 * 0.25, restarts.mMul(0.5), 50);
    assertRate(1, CosineDecayRestarts.of(1, 6).tMul(1.5), 15);
  }

  @Test
  void aNumberIsConstant() {
    assertRate(0.5, Schedule.of(0.5), 0);
    assertRate(0.5, Schedule.of(0.5), 1_000_000);
  }

  @Test
  void aFunctionIsAsked() {
    assertEquals(703, Schedule.of((epoch, step) -> 100L * epoch + step).rate(7, 3));
  }

  @Test
  void piecewiseConstantDecayKeepsAValueUpToItsBoundary() {
    Schedule decay = new PiecewiseConstantDecay(List.of(100.0, 110.0, 120.0), List.of(1.0, 0.1, 0.01, 0.001));
    assertRate(1, decay, 0);
    assertRate(1, decay, 100);
    assertRate(0.1, decay, 101);
    assertRate(0.1, decay, 105);
    assertRate(0.1, decay, 110);
    assertRate(0.01, decay, 120);
    assertRate(0.001, decay, 121);
    assertRate(0.001, decay, 999);
  }

  @Test
  void epochPiecewiseConstantChangesWhenTheEpochBegins() {
    Schedule decay = new EpochPiecewiseConstant(List.of(2.0, 5.0), List.of(1.0, 0.1, 0.01));
    assertEpochRate(1, decay, 0);
    assertEpochRate(1, decay, 1);
    assertEpochRate(0.1, decay, 2);
    assertEpochRate(0.1, decay, 4);
    assertEpochRate(0.01, decay, 5);
    assertEpochRate(0.01, decay, 50);
  }

  @Test
  void exponentialDecayIsSmoothOrInStairs() {
    assertRate(0.05 * Math.pow(0.96, 0.5), ExponentialDecay.of(0.05, 10, 0.96), 5);
    Schedule stairs = new ExponentialDecay(0.1, 3, 0.96, true);
    assertRate(0.1, stairs, 1);
    assertRate(0.1, stairs, 2);
    assertRate(0.1 * 0.96, stairs, 3);
    assertRate(0.1 * Math.pow(0.96, 33), stairs, 100);
  }

  @Test
  void cosineDecayEndsAtAlpha() {
    Schedule plain = CosineDecay.of(1, 1000);
    Schedule partly = CosineDecay.of(1, 1000).alpha(0.1);
    for (int step = 0; step < 1500; step += 250) {
      double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(step, 1000) / 1000));
      assertRate(cosine, plain, step);
      assertRate(0.9 * cosine + 0.1, partly, step);
    }
  }

  @Test
  void cosineDecayMayWarmUpInAStraightLine() {
    Schedule schedule = CosineDecay.of(0, 1000).warmup(10, 2000);
    for (int step = 0; step < 3500; step += 250) {
      double down = 10 * 0.5 * (1 + Math.cos(Math.PI * Math.min(step - 2000, 1000) / 1000));
      assertRate(step <= 2000 ? step / 200.0 : down, schedule, step);
    }
    assertRate(0.1 + 0.4 * 0.5, CosineDecay.of(0.1, 10).warmup(0.5, 4), 2);
  }

  /** Constant for ten epochs, then 0.0005 * exp(0.1 * (10 - epoch)). */
  @Test
  void theScheduleOfReportAsDenseNetwork() {
    Schedule schedule = EpochExponentialDecay.of(5e-4, 0.1).from(10);
    for (int epoch = 0; epoch < 50; epoch++) {
      assertEpochRate(epoch < 10 ? 5e-4 : 5e-4 * Math.exp(0.1 * (10 - epoch)), schedule, epoch);
    }
  }

  /** 0.0005 * exp(0.2 * (5 - epoch)) up to epoch 5, then constant. */
  @Test
  void theScheduleOfReportAsConvolutionalNetwork() {
    Schedule schedule = EpochExponentialDecay.of(5e-4 * Math.E, 0.2).until(5);
    for (int epoch = 0; epoch < 15; epoch++) {
      assertEpochRate(epoch <= 5 ? 5e-4 * Math.exp(0.2 * (5 - epoch)) : 5e-4, schedule, epoch);
    }
  }

  private static void assertRefused(String message, Executable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertRefused("'learning_rate' must be a finite number, 0 or more; received -0.1.", () -> Schedule.of(-0.1));
    assertRefused("'decay_steps' must be a finite number above 0; received 0.0.", () -> CosineDecay.of(0.1, 0));
    assertRefused(
        "PiecewiseConstantDecay needs one value more than boundaries; received 1 values and 1 boundaries.",
        () -> new PiecewiseConstantDecay(List.of(1.0), List.of(0.1)));
    assertRefused(
        "EpochPiecewiseConstant: 'boundaries' must rise; received [2.0, 2.0].",
        () -> new EpochPiecewiseConstant(List.of(2.0, 2.0), List.of(0.1, 0.2, 0.3)));
    assertRefused(
        "'from_epoch' must be 0 or more and 'until_epoch' at least as much; received 5 and 4.",
        () -> EpochExponentialDecay.of(0.1, 0.1).from(5).until(4));
  }
}
