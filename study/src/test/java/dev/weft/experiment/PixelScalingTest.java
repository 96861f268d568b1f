package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import dev.weft.dataset.Scaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PixelScalingTest {
  @Test
  void aCommandLineHasAShortForm() {
    assertEquals(PixelScaling.RESCALE, PixelScaling.parse("rescale"));
    assertEquals(PixelScaling.NONE, PixelScaling.parse("none"));
    assertEquals(PixelScaling.MINUS_ONE_TO_ONE, PixelScaling.parse("minus-one-to-one"));
    assertEquals(new PixelScaling.Standardize(0.1307, 0.3081), PixelScaling.parse("standardize=0.1307,0.3081"));
  }

  @Test
  void whatIsNoScalingIsTold() {
    for (String text : List.of("rescal", "", "standardize", "standardize=1", "standardize=a,b", "none=1,2")) {
      String said = assertThrows(IllegalArgumentException.class, () -> PixelScaling.parse(text)).getMessage();
      assertEquals(
          "a scaling is rescale, none, minus-one-to-one or standardize=MEAN,STD with numbers; received '" + text + "'.",
          said);
    }
    assertThrows(IllegalArgumentException.class, () -> PixelScaling.parse("standardize=0.5,0"));
  }

  @Test
  void theNumbersOfAModelFileAreSaidAsAFileSaysThem() {
    for (PixelScaling known : List.of(PixelScaling.RESCALE, PixelScaling.NONE, PixelScaling.MINUS_ONE_TO_ONE)) {
      assertEquals(Optional.of(known), PixelScaling.like(known.of(4)));
    }
    PixelScaling other = PixelScaling.like(Scaling.standardize(4, 0.5, 0.2)).orElseThrow();
    PixelScaling.Standardize standardize = assertInstanceOf(PixelScaling.Standardize.class, other);
    assertEquals(0.5, standardize.mean(), 1e-6);
    assertEquals(0.2, standardize.std(), 1e-6);
    Scaling ofEach = Scaling.of("own", new float[] {1, 2}, new float[] {0, 0});
    assertEquals(Optional.of(PixelScaling.MIN_MAX), PixelScaling.like(ofEach));
    Scaling inverted = Scaling.of("own", new float[] {-1 / 255f, -1 / 255f}, new float[] {1, 1});
    assertEquals(Optional.empty(), PixelScaling.like(inverted));
  }

  @Test
  void anExperimentFileHasItsWords() {
    PixelScaling standardize = new PixelScaling.Standardize(0.5, 0.25);
    assertEquals(standardize, Config.read(PixelScaling.class, Map.of("standardize", Map.of("mean", 0.5, "std", 0.25))));
    assertEquals(standardize, Config.read(PixelScaling.class, Config.write(standardize)));
    assertEquals(PixelScaling.NONE, Config.read(PixelScaling.class, "none"));
    assertEquals(
        PixelScaling.MINUS_ONE_TO_ONE, Config.read(PixelScaling.class, Config.write(PixelScaling.MINUS_ONE_TO_ONE)));
    assertEquals("min_max", Config.write(PixelScaling.MIN_MAX));
  }
}
