package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.SGD;
import dev.weft.model.Value;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Two stages of fine-tuning beside Keras's, whose numbers {@code fine-tuning.py} makes. */
class FineTuningTest {
  private static final double TOLERANCE = 2e-4;

  private static Graph network() {
    Value stem =
        Value.input(6, 6, 1)
            .then("stem", Conv2D.of(3, 3).padding(Padding.SAME).useBias(false))
            .then("stem_bn", BatchNormalization.of())
            .then("stem_relu", ReLU.of());
    return stem.then("conv", Conv2D.of(4, 3).useBias(false))
        .then("conv_bn", BatchNormalization.of())
        .then("conv_relu", ReLU.of())
        .then("pool", GlobalAveragePooling2D.of())
        .then("head", Dense.of(3).activation(Activation.SOFTMAX))
        .toGraph("tuned");
  }

  @Test
  void stagesAreWhatKerasDoesWithTrainableAndCompile() throws Exception {
    JsonNode golden;
    try (InputStream in = FineTuningTest.class.getResourceAsStream("/golden/fine-tuning.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    byte[] pixels = new byte[golden.get("pixels").size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) golden.get("pixels").get(i).asInt();
    }
    int[] labels = new int[golden.get("labels").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = golden.get("labels").get(i).asInt();
    }
    ImageSet train = ImageSet.of(pixels, labels, 6, 6, 1, List.of("a", "b", "c"));
    Graph frozen = network().freeze("stem", "stem_bn", "conv", "conv_bn");
    Graph unfrozen = frozen.unfreeze("stem_bn", "conv", "conv_bn");
    Model model = Small.model(frozen, SGD.of(0.5).momentum(0.9));
    for (Variable variable : model.variables()) {
      float[] values = values(golden.at("/before"), variable);
      System.arraycopy(values, 0, variable.values(), 0, values.length);
    }
    Stage first = new Stage(frozen, SGD.of(0.5).momentum(0.9), train, Small.fit(2, 4));
    Stage second = new Stage(unfrozen, Adam.of(0.01), train, Small.fit(2, 6));
    History begin = model.fit(List.of(first), Fit.epochs(2));
    assertWeights(golden.get("frozen"), model);
    History end = model.fit(List.of(second), Fit.epochs(2));
    assertWeights(golden.get("unfrozen"), model);
    for (int i = 0; i < 4; i++) {
      double loss = (i < 2 ? begin : end).epochs().get(i % 2).loss();
      assertEquals(golden.get("losses").get(i).asDouble(), loss, TOLERANCE);
    }
  }

  private static float[] values(JsonNode weights, Variable variable) {
    JsonNode numbers = weights.get(variable.path());
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return values;
  }

  private static void assertWeights(JsonNode expected, Model model) {
    for (Variable variable : model.variables()) {
      float[] values = values(expected, variable);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], variable.values()[i], TOLERANCE, variable.path());
      }
    }
  }
}
