package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseShapeTest {
  private static final Shape SAMPLE = Shape.of(2, 3);

  @Test
  void valuesAlongAnAxisOfSize1ShareAChoice() {
    assertArrayEquals(new int[6], NoiseShape.perSample(1, 1).places(SAMPLE));
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, NoiseShape.perSample(1, 3).places(SAMPLE));
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, new NoiseShape(Arrays.asList(null, null, 1)).places(SAMPLE));
  }

  @Test
  void aBatchOfSize1SharesToo() {
    assertTrue(NoiseShape.perSample(1, 1).isPerSample());
    assertFalse(new NoiseShape(Arrays.asList(1, null, null)).isPerSample());
  }

  @Test
  void whatDoesNotFitTheInputIsRefused() {
    Dropout dropout = Dropout.of(0.5).noiseShape(NoiseShape.perSample(1, 2));
    assertEquals(
        "Dropout: 'noise_shape' must have null or 1 for the batch and for each axis of an input of shape (2, 3);"
            + " received [null, 1, 2].",
        assertThrows(IllegalArgumentException.class, () -> dropout.outputShape(SAMPLE)).getMessage());
  }
}
