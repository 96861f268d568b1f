package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @Test
  void whereEachClassHasOneImageSomeAreHeldOutAtRandom() {
    ImageSet set =
        ImageSet.of(
            new byte[26],
            IntStream.range(0, 26).toArray(),
            1,
            1,
            1,
            IntStream.range(0, 26).mapToObj(String::valueOf).toList());

    Split split = Split.heldOut(set, 0.2, 1);

    assertEquals(6, split.first().size());
    assertEquals(20, split.rest().size());
  }

  // 1000 images of one pixel: 700 of class 0, 201 of class 1, 99 of class 2, mixed
  private static final ImageSet SET =
      set(IntStream.range(0, 1000).map(i -> i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : i == 9 ? 1 : 2).toArray());

  private static ImageSet set(int... labels) {
    return ImageSet.of(new byte[labels.length], labels, 1, 1, 1, List.of("a", "b", "c"));
  }

  private static int[] sources(ImageSet set) {
    return IntStream.range(0, set.size()).map(set::sourceIndex).toArray();
  }

  @Test
  void firstTakesTheFirstToValidateOn() {
    Split split = SET.first(100);
    assertArrayEquals(IntStream.range(0, 100).toArray(), sources(split.first()));
    assertArrayEquals(IntStream.range(100, 1000).toArray(), sources(split.rest()));
  }

  @Test
  void lastTakesTheLastToValidateOn() {
    Split split = SET.last(0.2);
    assertArrayEquals(IntStream.range(800, 1000).toArray(), sources(split.first()));
    assertArrayEquals(IntStream.range(0, 800).toArray(), sources(split.rest()));
  }

  // int(math.floor(size * (1.0 - fraction))), computed in Python
  @ParameterizedTest
  @CsvSource({
    "10, 0.3, 7",
    "10, 0.7, 3",
    "10, 0.9, 0",
    "7, 0.5, 3",
    "100, 0.1, 90",
    "60000, 0.2, 48000",
    "1000, 0.333, 667"
  })
  void lastCountsAsKerasDoes(int size, double fraction, int training) {
    ImageSet set = set(new int[size]);
    if (training == 0) {
      assertThrows(IllegalArgumentException.class, () -> set.last(fraction));
    } else {
      assertEquals(training, set.last(fraction).rest().size());
    }
  }

  @Test
  void randomDealsEveryImageOnce() {
    Split split = SET.random(0.25, 1);
    assertEquals(250, split.first().size());
    int[] all =
        IntStream.concat(Arrays.stream(sources(split.first())), Arrays.stream(sources(split.rest())))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 1000).toArray(), all);
  }

  @Test
  void randomIsDecidedByItsSeed() {
    assertArrayEquals(sources(SET.random(0.25, 1).first()), sources(SET.random(0.25, 1).first()));
    assertFalse(Arrays.equals(sources(SET.random(0.25, 1).first()), sources(SET.random(0.25, 2).first())));
  }

  @Test
  void randomFavoursNoImage() {
    int[] chosen = new int[1000];
    for (int seed = 0; seed < 400; seed++) {
      for (int i : sources(SET.random(0.25, seed).first())) {
        chosen[i]++;
      }
    }
    // binomial(400, 0.25): mean 100, standard deviation 8.7
    assertTrue(Arrays.stream(chosen).allMatch(n -> n > 100 - 5 * 8.7 && n < 100 + 5 * 8.7));
  }

  @Test
  void bothSidesKeepTheOrderOfTheSet() {
    for (Split split : List.of(SET.random(0.25, 3), SET.stratified(0.25, 3))) {
      assertArrayEquals(Arrays.stream(sources(split.first())).sorted().toArray(), sources(split.first()));
      assertArrayEquals(Arrays.stream(sources(split.rest())).sorted().toArray(), sources(split.rest()));
    }
  }

  @Test
  void stratifiedKeepsEachClassItsShare() {
    assertArrayEquals(new int[] {700, 201, 99}, SET.classCounts());
    assertArrayEquals(new int[] {70, 20, 10}, SET.stratified(0.1, 5).first().classCounts());
    assertArrayEquals(new int[] {630, 181, 89}, SET.stratified(0.1, 5).rest().classCounts());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.17, 0.5, 0.333, 0.83, 0.99})
  void stratifiedTakesAsManyAsLastEachClassToWithinOne(double fraction) {
    int[] counts = SET.classCounts();
    ImageSet validation = SET.stratified(fraction, 7).first();
    assertEquals(SET.last(fraction).first().size(), validation.size());
    for (int c = 0; c < counts.length; c++) {
      assertEquals((double) counts[c] * validation.size() / SET.size(), validation.classCounts()[c], 1);
    }
  }

  @Test
  void stratifiedIsDecidedByItsSeed() {
    assertArrayEquals(sources(SET.stratified(0.1, 1).first()), sources(SET.stratified(0.1, 1).first()));
    assertFalse(Arrays.equals(sources(SET.stratified(0.1, 1).first()), sources(SET.stratified(0.1, 2).first())));
  }

  @Test
  void refusesToLeaveOneSideEmpty() {
    for (int n : new int[] {-1, 0, 1000, 1001}) {
      var e = assertThrows(IllegalArgumentException.class, () -> SET.first(n));
      assertEquals(
          "a split leaves images both to validate and to train on; received " + n + " of 1000 images.", e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0, 1, 1.5, Double.NaN})
  void refusesAFractionThatIsNone(double fraction) {
    for (var split :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> SET.last(fraction), () -> SET.random(fraction, 1), () -> SET.stratified(fraction, 1))) {
      var e = assertThrows(IllegalArgumentException.class, split);
      assertEquals(
          "the fraction to validate on is more than 0 and less than 1; received " + fraction + ".", e.getMessage());
    }
  }

  @ParameterizedTest(name = "{0} folds, stratified: {1}")
  @CsvSource({"2, false", "2, true", "3, true", "7, false", "7, true", "10, true", "1000, false"})
  void eachImageIsInJustOneFold(int folds, boolean stratified) {
    int[] times = new int[SET.size()];
    for (int fold = 0; fold < folds; fold++) {
      Split split = SET.fold(fold, folds, stratified, 5);
      assertEquals(SET.size(), split.first().size() + split.rest().size());
      assertEquals((double) SET.size() / folds, split.first().size(), 1 - 1e-9);
      Arrays.stream(sources(split.first())).forEach(source -> times[source]++);
    }
    assertTrue(Arrays.stream(times).allMatch(count -> count == 1), Arrays.toString(times));
  }

  @Test
  void stratifiedFoldsShareOutEachClass() {
    for (int fold = 0; fold < 7; fold++) {
      int[] counts = SET.fold(fold, 7, true, 5).first().classCounts();
      for (int label = 0; label < 3; label++) {
        assertEquals(SET.classCounts()[label] / 7.0, counts[label], 1 - 1e-9);
      }
    }
  }

  @Test
  void foldsAreMixedByTheirSeed() {
    int[] first = sources(SET.fold(0, 5, true, 1).first());
    assertArrayEquals(first, sources(SET.fold(0, 5, true, 1).first()));
    assertFalse(Arrays.equals(first, sources(SET.fold(0, 5, true, 2).first())));
    assertFalse(Arrays.equals(IntStream.range(0, 200).toArray(), first));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 5", "5, 5", "0, 1001"})
  void aFoldThatThereIsNotIsRefused(int fold, int of) {
    var e = assertThrows(IllegalArgumentException.class, () -> SET.fold(fold, of, true, 1));
    assertTrue(e.getMessage().endsWith("received fold " + fold + " of " + of + "."), e.getMessage());
  }
}
