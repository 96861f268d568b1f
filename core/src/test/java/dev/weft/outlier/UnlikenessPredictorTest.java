package dev.weft.outlier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnlikenessPredictorTest {
  private static final ImageSet IMAGES = Datasets.load("strokes").train().range(0, 300);

  private final Model model =
      Model.compile(
          Sequential.of(
              Input.of(28, 28, 1),
              Conv2D.of(4, 5).activation(Activation.RELU),
              MaxPooling2D.of(),
              Flatten.of(),
              Dense.of(10).activation(Activation.SOFTMAX)),
          Adam.of(),
          Loss.SparseCategoricalCrossentropy.of(),
          1);

  @Test
  void outputsAreThoseOfTheModelAndScoresThoseOfTheSet() {
    Unlikeness unlikeness = Unlikeness.fit(model, IMAGES, Optional.empty(), 1).orElseThrow();
    float[] inputs = model.inputs(IMAGES, 0, 40);
    try (UnlikenessPredictor asked = new UnlikenessPredictor(model, Optional.of(unlikeness), 2);
        Predictor predictor = model.predictor(1)) {
      UnlikenessPredictor.Answers answers = asked.predict(inputs);
      assertArrayEquals(predictor.predict(inputs), answers.outputs());
      assertArrayEquals(unlikeness.scores(model, IMAGES.range(0, 40), 1), answers.unlikeness().orElseThrow());
      float[] last = Arrays.copyOfRange(inputs, 39 * 784, 40 * 784);
      assertEquals(
          answers.unlikeness().orElseThrow()[39],
          asked.predict(last).unlikeness().orElseThrow()[0],
          "alone as in a batch");
    }
  }

  @Test
  void withoutKnowledgeThereAreOutputsAlone() {
    float[] inputs = model.inputs(IMAGES, 0, 3);
    try (UnlikenessPredictor asked = new UnlikenessPredictor(model, Optional.empty(), 1)) {
      assertArrayEquals(model.predict(inputs), asked.predict(inputs).outputs());
      assertEquals(Optional.empty(), asked.predict(inputs).unlikeness().map(scores -> 1));
    }
  }
}
