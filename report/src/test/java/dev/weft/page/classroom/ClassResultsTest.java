package dev.weft.page.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import dev.weft.page.KeyNumber;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassResultsTest {
  private static final int IMAGES = 200;
  private static final int[] LABELS = IntStream.range(0, IMAGES).map(i -> i % 2).toArray();

  /** Wrong on the first images. */
  private static Judged network(String user, int wrong) {
    int[] predicted = IntStream.range(0, IMAGES).map(i -> i < wrong ? 1 - LABELS[i] : LABELS[i]).toArray();
    return new Judged(user, user + "-run", 0.9, predicted, 1_000, 12, List.of());
  }

  private static ClassResults results(Judged... judged) {
    ImageSet images = ImageSet.of(new byte[IMAGES], LABELS, 1, 1, 1, List.of("cat", "dog"));
    return new ClassResults(Standings.of(LABELS, List.of(judged)), images, List.of());
  }

  private static List<String> places(ClassResults results) {
    return results.table().rows().stream().map(row -> row.get(1).text()).toList();
  }

  @Test
  void whoIsSignificantlyBetterThanAllSharesNothing() {
    ClassResults results = results(network("anna", 40), network("ben", 2));
    assertEquals(List.of("1", "2"), places(results));
    assertEquals(
        new KeyNumber("has the first place", "1", "of 2 networks, each judged once"), results.numbers().get(1));
  }

  @Test
  void whoIsNotSignificantlyWorseThanTheBestSharesTheFirstPlace() {
    ClassResults results = results(network("anna", 2), network("ben", 3), network("cleo", 60));
    assertEquals(List.of("shared 1", "shared 1", "3"), places(results));
    assertEquals(
        new KeyNumber("share the first place", "2", "of 3 networks, each judged once"), results.numbers().get(1));
  }
}
