package dev.weft.explain.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingMapTest {
  private static final int IMAGES = 120;
  private static final int SIZE = 20;

  /** Three classes, each about its own middle. */
  private static Embeddings embeddings(double spread) {
    SplitMix64 random = SplitMix64.of(5);
    float[] values = new float[IMAGES * SIZE];
    for (int i = 0; i < values.length; i++) {
      int label = i / SIZE % 3;
      values[i] = (float) ((i % SIZE % 3 == label ? 3 : 0) + spread * random.nextGaussian());
    }
    return new Embeddings(values, SIZE);
  }

  private static EmbeddingMap map(Embeddings embeddings) {
    int[] rows = IntStream.range(0, embeddings.images()).toArray();
    return EmbeddingMap.of(embeddings, Arrays.stream(rows).map(row -> row % 3).toArray(), rows, 1);
  }

  @Test
  void imagesThatTheNetworkSeesAlikeStandTogether() {
    EmbeddingMap map = map(embeddings(0.5));
    assertEquals(1, map.sameClass());
    assertEquals(20, map.components());
    assertEquals("UMAP", map.layouts().getFirst().name());
    for (EmbeddingMap.Layout layout : map.layouts()) {
      assertEquals(IMAGES * 2, layout.places().length);
      assertTrue(layout.sameClass() > 0.98, layout.name() + " " + layout.sameClass());
      assertTrue(layout.trustworthiness() > 0.7 && layout.trustworthiness() <= 1, layout.toString());
    }
  }

  @Test
  void theSameMapComesAgain() {
    EmbeddingMap first = map(embeddings(1));
    EmbeddingMap second = map(embeddings(1));
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(first.layouts().get(i).places(), second.layouts().get(i).places());
    }
  }

  /** A network that gives the same for all images. */
  @Test
  void imagesThatAreAllAlikeHaveAMapToo() {
    EmbeddingMap map = map(new Embeddings(new float[EmbeddingMap.LEAST * SIZE], SIZE));
    map.layouts()
        .forEach(layout -> {
          for (float place : layout.places()) {
            assertTrue(Float.isFinite(place), layout.toString());
          }
        });
  }

  @Test
  void allMistakesAreShownWhileTheyFillNoMoreThanHalf() {
    int[] labels = new int[1_000];
    double[] probabilities = new double[2_000];
    for (int i = 0; i < 1_000; i++) {
      boolean wrong = i % 50 == 0;
      probabilities[2 * i] = wrong ? 0.1 : 0.9;
      probabilities[2 * i + 1] = 1 - probabilities[2 * i];
    }
    Predictions predictions = Predictions.of(labels, probabilities, 2);
    int[] rows = EmbeddingMap.rows(predictions, 100, 1);
    assertEquals(100, rows.length);
    assertEquals(20, Arrays.stream(rows).filter(row -> row % 50 == 0).count());
    assertArrayEquals(Arrays.stream(rows).sorted().distinct().toArray(), rows);
    assertEquals(15, Arrays.stream(EmbeddingMap.rows(predictions, 30, 1)).filter(row -> row % 50 == 0).count());
    assertEquals(1_000, EmbeddingMap.rows(predictions, 5_000, 1).length);
  }
}
