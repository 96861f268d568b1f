package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Graph;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rates by layer, beside two optimizers that each have all layers. */
class LearningRatesTest {
  private static final ImageSet TRAIN = Small.images(40);

  private static Map<String, Double> rates(Object... pairs) {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      rates.put((String) pairs[i], (Double) pairs[i + 1]);
    }
    return rates;
  }

  static List<List<Optimizer>> optimizers() {
    return List.of(
        List.of(SGD.of(0.1).momentum(0.9), SGD.of(0.05).momentum(0.9)),
        List.of(Adam.of(0.01), Adam.of(0.005)),
        List.of(AdamW.of(0.01).weightDecay(0.1), AdamW.of(0.005).weightDecay(0.1)),
        List.of(Nadam.of(), Nadam.of().learningRate(new Schedule.Constant(0.0005))));
  }

  /** After one step, as all gradients are the same then. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aLayerStepsAsWithAnOptimizerOfItsRate(List<Optimizer> pair) {
    Model whole = trained(Small.DENSE, pair.get(0));
    Model half = trained(Small.DENSE, pair.get(1));
    Model mixed =
        trained(Small.DENSE, ((Optimizer.Copies<?>) pair.get(0)).learningRates(rates("dense", 0.5, "*", 1.0)));
    for (String weight : List.of("kernel", "bias")) {
      assertArrayEquals(half.weights("dense", weight), mixed.weights("dense", weight));
      assertArrayEquals(whole.weights("dense_1", weight), mixed.weights("dense_1", weight));
      assertFalse(Arrays.equals(half.weights("dense_1", weight), mixed.weights("dense_1", weight)));
    }
  }

  private static Model trained(Graph network, Optimizer optimizer) {
    Model model = Small.model(network, optimizer);
    model.fit(TRAIN, Small.fit(1, 40));
    return model;
  }

  @Test
  void theFirstPatternCounts() {
    Optimizer none = SGD.of(0.1).learningRates(rates("dense", 0.0, "d*", 1.0));
    Model model = trained(Small.DENSE, none);
    assertArrayEquals(Small.model(Small.DENSE, none).weights("dense", "kernel"), model.weights("dense", "kernel"));
    assertArrayEquals(
        trained(Small.DENSE, SGD.of(0.1)).weights("dense_1", "kernel"), model.weights("dense_1", "kernel"));
  }

  @Test
  void aFactorIsAFiniteNumber() {
    assertEquals(
        "'learning_rates' must be factors of 0 or more by layers' names; received -1.0 for 'dense'.",
        assertThrows(ConfigException.class, () -> SGD.of(0.1).learningRates(rates("dense", -1.0))).getMessage());
  }
}
