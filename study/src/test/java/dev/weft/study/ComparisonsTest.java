package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static boolean sameImages(String grid) {
    List<RecipeResult> rows =
        Tiny.study(Tiny.BASE + "grid: { " + grid + " }").parts().getFirst().candidates().stream()
            .map(candidate -> new RecipeResult(candidate, List.of()))
            .toList();
    return Comparisons.sameImages(rows.get(0), rows.get(1));
  }

  @Test
  void onlyTheSameTestImagesArePaired() {
    assertTrue(sameImages("training.batch_size: [10, 20]"));
    assertFalse(sameImages("data.test_fold: [{ fold: 0, of: 5 }, { fold: 1, of: 5 }]"));
    assertFalse(sameImages("data.test_fold: [{ fold: 0, of: 5 }, ~]"));
  }
}
