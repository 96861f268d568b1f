package dev.weft.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.run.MetricsFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationBudgetTest {
  /** Of a training of so many seconds, whose network took so many for 10,000 test images; 60,000 were learned from. */
  private static ExplanationBudget budget(double seconds, double evaluateSeconds) {
    MetricsFile metrics =
        new MetricsFile(1, List.of(), Map.of(), Map.of(), 0, Map.of(), seconds, evaluateSeconds, Map.of());
    return ExplanationBudget.of(metrics, 10_000, 60_000);
  }

  @Test
  void aLongTrainingHasAllThatAPageShows() {
    assertEquals(new ExplanationBudget(18, 60_000, 120), budget(300, 1));
  }

  /** A tenth is 4 s. In half of it the network classifies 20,000 images; an explanation takes 0.26 + 0.05 s. */
  @Test
  void aTenthOfTheTrainingsTimeIsShared() {
    assertEquals(new ExplanationBudget(6, 20_000, 16), budget(40, 1));
  }

  @Test
  void aShortTrainingHasTwoSecondsIfThatIsNoMoreThanHalfOfItsOwn() {
    assertEquals(new ExplanationBudget(18, 60_000, 8), budget(5, 0.1));
    assertEquals(new ExplanationBudget(6, 50_000, 4), budget(2, 0.1));
    assertEquals(ExplanationBudget.NONE, budget(1.9, 0.1));
  }

  @Test
  void whereOneExplanationWouldTakeTooLongThereIsNone() {
    assertEquals(ExplanationBudget.NONE, budget(300, 60));
    assertEquals(ExplanationBudget.NONE, budget(300, Double.NaN));
  }
}
