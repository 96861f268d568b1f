package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.ConfigException;
import org.junit.jupiter.api.Test;

class StepOptionsTest {
  @Test
  void weightsWithAnExcludedNameDoNotDecay() {
    StepOptions options = StepOptions.NONE.excludeFromWeightDecay("bias", "gamma|beta");
    assertTrue(options.decays("kernel"));
    assertTrue(options.decays("depthwise_kernel"));
    assertFalse(options.decays("bias"));
    assertFalse(options.decays("beta"));
    assertTrue(StepOptions.NONE.decays("bias"));
  }

  @Test
  void aBadPatternIsRefused() {
    assertEquals(
        "'exclude_from_weight_decay' must be names of weights such as 'bias', or regular expressions; received '('.",
        assertThrows(ConfigException.class, () -> StepOptions.NONE.excludeFromWeightDecay("(")).getMessage());
  }

  @Test
  void averagesFollowFasterAtFirst() {
    StepOptions options = StepOptions.NONE.useEma(true).emaMomentum(0.9).emaWarmup(true);
    assertEquals(0, options.emaMomentum(1L));
    assertEquals(3.0 / 12, options.emaMomentum(2L));
    assertEquals(11.0 / 20, options.emaMomentum(10L));
    assertEquals(0.9, options.emaMomentum(1000L));
    assertEquals(0.9, options.emaWarmup(false).emaMomentum(2L));
  }

  /** Checkpoints of older versions know an optimizer by this text. */
  @Test
  void whatIsNotSetIsNotInIt() {
    assertEquals(
        "StepOptions[clipping=Clipping[clipnorm=0.0, clipvalue=0.0, globalClipnorm=0.0], useEma=false,"
            + " emaMomentum=0.99, emaOverwriteFrequency=0, lossScaleFactor=0.0, gradientAccumulationSteps=0]",
        StepOptions.NONE.toString());
  }
}
