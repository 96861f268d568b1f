package dev.weft.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The names that programs read. */
class ClassificationJsonTest {
  private static final List<String> NAMES = List.of("cat", "dog", "cat");

  private static TrainedModel model() {
    Graph network =
        Sequential.of(Input.of(2, 2, 1), Flatten.of(), Dense.of(NAMES.size()).activation(Activation.SOFTMAX));
    Model model = Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    KerasModel file = new KerasModel(model, new Metadata(NAMES, "pets", Map.of()));
    return TrainedModel.of(file, "pets", ClassifierOptions.of());
  }

  private static Classification image(List<Integer> set, Optional<Boolean> unsure, OptionalDouble unlikeness) {
    return new Classification(
        NAMES,
        new double[] {0.25, 0.125, 0.625},
        false,
        new float[NAMES.size()],
        set,
        unsure,
        unlikeness,
        unlikeness.isPresent() ? Optional.of(true) : Optional.empty(),
        new byte[4],
        List.of("a note."),
        Optional.of("a hint."));
  }

  @Test
  void classesOfOneNameAreToldApartInTheSet() {
    Classification image = image(List.of(2, 0), Optional.of(true), OptionalDouble.of(0.5));
    assertEquals(
        "{class=cat, index=2, probability=0.625, unsure=true, unlikeness=0.5, unlike=true, set=[cat (2), cat (0)],"
            + " set_indexes=[2, 0]}",
        ClassificationJson.of(model(), image).toString());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Classification image = image(List.of(), Optional.empty(), OptionalDouble.empty());
    assertEquals("{class=cat, index=2, probability=0.625}", ClassificationJson.of(model(), image).toString());
    assertEquals(List.of("a note.", "a hint."), image.remarks());
  }
}
