package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.dataset.ImageSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {
  private final ImageSet set = Tiny.images();

  @Test
  void theFirstComeInTheOrderOfTheImages() {
    assertEquals(
        List.of("is dog", "predicted cat", "0.7000", "is owl", "predicted cat", "0.5000"),
        captions(Charts.firstMistakes(set, Tiny.predictions(), 2)));
  }

  @Test
  void theWorstAreThoseOfTheHighestProbability() {
    assertEquals(
        List.of(
            "is cat",
            "predicted dog",
            "0.9000",
            "is dog",
            "predicted cat",
            "0.7000",
            "is owl",
            "predicted cat",
            "0.5000"),
        captions(Charts.worstMistakes(set, Tiny.predictions(), 100)));
  }

  @Test
  void saysHowManyThereAre() {
    assertEquals(
        "2 of 3 mistakes in 9 images: actual class, predicted class and its probability",
        Charts.worstMistakes(set, Tiny.predictions(), 2).subtitle());
  }

  @Test
  void noMistakeIsASentence() {
    assertEquals(List.of("There is no mistake in 9 images."), captions(Charts.worstMistakes(set, Tiny.allRight(), 10)));
  }

  @Test
  void predictionsMustBeThoseOfTheImages() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Charts.firstMistakes(set.range(0, 3), Tiny.predictions(), 10));
    assertEquals(
        "the predictions must be those of the images, in the same order; received 9 predictions for 3 images,"
            + " or other labels; pass the set that was predicted.",
        e.getMessage());
  }

  /** All below title and subtitle. */
  private static List<String> captions(Chart chart) {
    List<String> texts = ParsedSvg.of(chart).texts();
    return texts.subList(chart.subtitle().isEmpty() ? 1 : 2, texts.size());
  }
}
