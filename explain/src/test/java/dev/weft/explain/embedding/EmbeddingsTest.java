package dev.weft.explain.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {
  private static final ImageSet STROKES = Datasets.load("strokes", null, Progress.NONE).test().range(0, 70);

  private static Model model(dev.weft.model.Layer... layers) {
    return Model.compile(Sequential.of(layers), SGD.of(0.1), Loss.MEAN_SQUARED_ERROR, 3);
  }

  @Test
  void anEmbeddingIsWhatTheLastLayerTakes() {
    Model model = model(Input.of(28, 28, 1), Conv2D.of(4, 3), GlobalAveragePooling2D.of(), Dense.of(10));
    Embeddings embeddings = Embeddings.of(model, STROKES, 2, done -> {});
    assertEquals(70, embeddings.images());
    assertEquals(4, embeddings.size());
    float[] kernel = model.weights("dense", "kernel");
    float[] outputs = model.evaluate(STROKES).outputs();
    for (int label = 0; label < 10; label++) {
      double score = model.weights("dense", "bias")[label];
      for (int i = 0; i < 4; i++) {
        score += embeddings.of(69)[i] * kernel[i * 10 + label];
      }
      assertEquals(score, outputs[69 * 10 + label], 1e-5);
    }
  }

  @Test
  void threadsChangeNoBit() {
    Model model = model(Input.of(28, 28, 1), Conv2D.of(4, 3), Flatten.of(), Dense.of(5), Dense.of(10));
    assertArrayEquals(
        Embeddings.of(model, STROKES, 1, done -> {}).values(), Embeddings.of(model, STROKES, 3, done -> {}).values());
  }

  @Test
  void valuesOfManyPlacesBecomeTheirMeans() {
    Model model = model(Input.of(28, 28, 1), Conv2D.of(4, 3), Conv2D.of(10, 26), Flatten.of());
    Model pooled = model(Input.of(28, 28, 1), Conv2D.of(4, 3), GlobalAveragePooling2D.of(), Dense.of(10));
    for (String weight : List.of("kernel", "bias")) {
      float[] from = model.weights("conv2d", weight);
      System.arraycopy(from, 0, pooled.weights("conv2d", weight), 0, from.length);
    }
    assertArrayEquals(
        Embeddings.of(pooled, STROKES, 1, done -> {}).values(),
        Embeddings.of(model, STROKES, 1, done -> {}).values(),
        1e-6f);
  }

  @Test
  void theNearestAreTheLikestByTheirDirection() {
    Embeddings embeddings = new Embeddings(new float[] {1, 0, 0, 2, 3, 3, 0, 0, 5, 0}, 2);
    assertEquals(
        List.of(0, 4, 2), embeddings.nearest(new float[] {2, 0}, 3).stream().map(Embeddings.Neighbour::image).toList());
    assertEquals(1, embeddings.nearest(new float[] {2, 0}, 1).getFirst().likeness(), 1e-12);
    assertEquals(Math.sqrt(0.5), embeddings.nearest(new float[] {2, 0}, 3).getLast().likeness(), 1e-12);
    assertEquals(5, embeddings.nearest(new float[] {0, 0}, 9).size());
  }

  @Test
  void aSingleLayerHasNone() {
    Model single = model(Input.of(28, 28, 1), Flatten.of(), Dense.of(10));
    assertThrows(IllegalArgumentException.class, () -> Embeddings.of(single, STROKES, 1, done -> {}));
  }
}
