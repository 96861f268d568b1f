package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import org.junit.jupiter.api.Test;

class FiltersTest {
  @Test
  void aConvolutionHasAImageForEachFilter() {
    Chart chart = Charts.filters(model(Input.of(28, 28, 1), Conv2D.of(6, 5), Flatten.of(), Dense.of(10)));
    assertEquals(6, ParsedSvg.of(chart).all("image").size());
    assertTrue(chart.subtitle().startsWith("Conv2D conv2d: 6 filters of 5 x 5; orange -0."), chart.subtitle());
  }

  @Test
  void aDenseLayerHasAImageForEachUnitUpTo64() {
    Chart chart = Charts.filters(model(Input.of(784), Dense.of(100), Dense.of(10)));
    assertEquals(64, ParsedSvg.of(chart).all("image").size());
    assertTrue(chart.subtitle().startsWith("Dense dense: the first 64 of 100 filters of 28 x 28"), chart.subtitle());
  }

  @Test
  void aDenseLayerBehindAPoolingSeesWhatThePoolingLeaves() {
    Chart chart = Charts.filters(model(Input.of(28, 28, 1), MaxPooling2D.of(), Flatten.of(), Dense.of(10)));
    assertTrue(chart.subtitle().startsWith("Dense dense: 10 filters of 14 x 14; orange -0."), chart.subtitle());
  }

  @Test
  void aNetworkMayHaveNone() {
    assertTrue(
        ParsedSvg.of(Charts.filters(model(Input.of(10), Flatten.of()))).texts().getLast().startsWith("No layer"));
  }

  private static Model model(Layer... layers) {
    return Model.compile(Sequential.of(layers), Adam.of(), Loss.SparseCategoricalCrossentropy.of(), 1);
  }
}
