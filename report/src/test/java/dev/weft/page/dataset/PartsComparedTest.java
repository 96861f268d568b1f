package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Duplicate;
import dev.weft.statistics.Mean;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsComparedTest {
  private static final List<String> NAMES = List.of("cat", "dog");
  private static final Mean DARK = new Mean(1_000, 0.20, 0.01);

  private static PartsCompared parts(int[] train, int[] test, Mean brightness, Duplicate... twins) {
    return PartsCompared.of(NAMES, train, test, DARK, brightness, List.of(twins));
  }

  @Test
  void partsThatAreAlikeAreAlike() {
    PartsCompared parts = parts(new int[] {600, 400}, new int[] {300, 200}, DARK);
    assertTrue(parts.verdict().startsWith("Yes: neither"), parts.verdict());
    assertEquals("Each class has the same share of both parts.", parts.aboutClasses());
    assertEquals("Images of both parts are equally bright on average.", parts.aboutBrightness());
  }

  /** By hand: χ² of 600, 400 and 250, 250 is 1,500 (600 * 250 - 400 * 250)² / (1,000 * 500 * 850 * 650) = 13.57. */
  @Test
  void otherSharesHaveTheirTestAndTheirSize() {
    PartsCompared parts = parts(new int[] {600, 400}, new int[] {250, 250}, DARK);
    assertEquals(
        "Yes, nearly: the shares of its classes differ by more than chance explains, but the difference is very small.",
        parts.verdict());
    assertEquals(
        "Shares of the classes differ by 10.00 percentage points at most: class cat is 50.0 % of the test part and"
            + " 60.0 % of the training part. By chance alone so large a difference is rare (χ² = 13.6, 1 degree of"
            + " freedom, 2 comparisons by Holm, p < 0.001), and its size is very small (Cramér’s V 0.095).",
        parts.aboutClasses());
  }

  /** The standard error is √(0.01 / 1,000 + 0.01 / 1,000) = 0.00447. */
  @Test
  void anotherBrightnessHasItsIntervalAndItsSize() {
    PartsCompared parts = parts(new int[] {600, 400}, new int[] {600, 400}, new Mean(1_000, 0.15, 0.01));
    assertEquals(
        "No: its brightness differs by more than chance explains, and the difference is not very small.",
        parts.verdict());
    String about = parts.aboutBrightness();
    assertTrue(about.startsWith("Test images are darker by 0.050 on average (95 % interval 0.041 to 0.059;"), about);
    assertTrue(about.contains("p < 0.001), and its size is medium: 0.50 standard deviations"), about);
  }

  @Test
  void fewImagesRuleNoDifferenceOut() {
    PartsCompared parts = parts(new int[] {6, 4}, new int[] {2, 4}, DARK);
    assertTrue(parts.verdict().startsWith("Perhaps: "), parts.verdict());
    assertTrue(parts.aboutClasses().endsWith("so few images that the p-value is rough."), parts.aboutClasses());
  }

  @Test
  void duplicatesAreExactOrNear() {
    Duplicate exact = new Duplicate(1, 2, 1, true);
    Duplicate near = new Duplicate(3, 4, 0.996, false);
    int[] counts = {6, 4};
    assertEquals(
        "1 test image stands in the training part with the same bytes, and 1 test image stands nearly the same in the"
            + " training part (Pearson’s correlation at least 0.995).",
        parts(counts, counts, DARK, exact, near).aboutDuplicates());
    assertTrue(parts(counts, counts, DARK).aboutDuplicates().startsWith("No test image stands in the training part"));
  }
}
