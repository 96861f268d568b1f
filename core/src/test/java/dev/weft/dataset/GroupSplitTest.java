package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSplitTest {
  /** Images of one pixel. */
  private static ImageSet set(int[] labels, int[] groups) {
    return ImageSet.of(new byte[labels.length], labels, 1, 1, 1, List.of("a", "b", "c")).described(null, groups, "");
  }

  /** Groups of 1 to 12 images, some of one class, some of several, not side by side. */
  private static ImageSet random(int seed) {
    SplitMix64 random = SplitMix64.of(seed, "groups", 0);
    int images = 60 + random.nextInt(200);
    int many = 8 + random.nextInt(40);
    int[] groups = IntStream.range(0, images).map(i -> random.nextInt(many)).toArray();
    int[] labels =
        IntStream.range(0, images).map(i -> groups[i] % 4 == 3 ? random.nextInt(3) : groups[i] % 4).toArray();
    return set(labels, groups);
  }

  private static Set<Integer> groups(ImageSet set) {
    Set<Integer> groups = new HashSet<>();
    IntStream.range(0, set.size()).forEach(i -> groups.add(set.group(i)));
    return groups;
  }

  private static int largest(ImageSet set) {
    int[] sizes = new int[set.size()];
    IntStream.range(0, set.size()).forEach(i -> sizes[set.group(i)]++);
    return IntStream.of(sizes).max().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noGroupIsOnBothSidesOfAnySplit(int seed) {
    ImageSet set = random(seed);
    List<Function<ImageSet, Split>> splits =
        List.of(
            s -> s.first(30),
            s -> s.last(0.3),
            s -> s.random(0.3, seed),
            s -> s.stratified(0.3, seed),
            s -> Split.heldOut(s, 0.3, seed),
            s -> s.fold(1, 4, false, seed),
            s -> s.fold(1, 4, true, seed));
    for (Function<ImageSet, Split> one : splits) {
      Split split = one.apply(set);
      Set<Integer> both = groups(split.first());
      both.retainAll(groups(split.rest()));
      assertEquals(Set.of(), both);
      assertEquals(set.size(), split.first().size() + split.rest().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void sizesAndClassesAreAsNearAsGroupsAllow(int seed) {
    ImageSet set = random(seed);
    assertEquals(0.3 * set.size(), set.random(0.3, seed).first().size(), 2);
    assertEquals(0.3 * set.size(), set.last(0.3).first().size(), largest(set));
    int[] counts = set.stratified(0.3, seed).first().classCounts();
    for (int c = 0; c < 3; c++) {
      assertEquals(0.3 * set.classCounts()[c], counts[c], largest(set) / 2.0 + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachImageIsInJustOneFold(boolean stratified) {
    ImageSet set = random(3);
    int[] times = new int[set.size()];
    for (int fold = 0; fold < 4; fold++) {
      ImageSet part = set.fold(fold, 4, stratified, 5).first();
      IntStream.range(0, part.size()).forEach(i -> times[part.sourceIndex(i)]++);
      assertEquals(set.size() / 4.0, part.size(), largest(set));
    }
    assertTrue(IntStream.of(times).allMatch(n -> n == 1));
  }

  @Test
  void theNearestSizeIsFoundThoughTheFirstGroupsDoNotFit() {
    int[] groups = IntStream.range(0, 100).map(i -> i < 50 ? 0 : i < 90 ? 1 : i < 97 ? 2 : 3).toArray();
    for (int seed = 0; seed < 20; seed++) {
      assertEquals(10, set(new int[100], groups).random(0.1, seed).first().size());
    }
  }

  @Test
  void aClassOfTwoGroupsIsOnBothSides() {
    int[] labels = IntStream.range(0, 100).map(i -> i < 96 ? i % 2 : 2).toArray();
    int[] groups = IntStream.range(0, 100).map(i -> i < 96 ? i / 4 : 50 + i / 98).toArray();
    for (int seed = 0; seed < 20; seed++) {
      Split split = Split.heldOut(set(labels, groups), 0.1, seed);
      assertTrue(split.first().classCounts()[2] == 2 && split.rest().classCounts()[2] == 2);
    }
  }

  @Test
  void firstAndLastTakeGroupsInTheirOrder() {
    ImageSet set = set(new int[9], new int[] {0, 0, 0, 1, 1, 2, 2, 2, 2});
    assertEquals(Set.of(0), groups(set.first(2).first()));
    assertEquals(Set.of(0, 1), groups(set.first(5).first()));
    assertEquals(Set.of(2), groups(set.last(0.3).first()));
  }

  @Test
  void groupsThatCannotBeSharedOutAreRefused() {
    ImageSet one = set(new int[5], new int[5]);
    var single = assertThrows(IllegalArgumentException.class, () -> one.stratified(0.2, 1));
    assertEquals(
        "groups stay whole, so a split needs two of them at least; all 5 images are of one.", single.getMessage());
    ImageSet two = set(new int[5], new int[] {0, 0, 1, 1, 1});
    var folds = assertThrows(IllegalArgumentException.class, () -> two.fold(0, 3, true, 1));
    assertEquals(
        "groups stay whole, so each fold needs one at least; received 3 folds of 2 groups.", folds.getMessage());
  }

  @Test
  void aHeldOutPartHasEachClassThatHasTwoImages() {
    int[] labels = IntStream.range(0, 103).map(i -> i < 100 ? 0 : i < 102 ? 1 : 2).toArray();
    Split split = Split.heldOut(ImageSet.of(new byte[103], labels, 1, 1, 1, List.of("a", "b", "c")), 0.2, 1);
    assertArrayEquals(new int[] {20, 1, 0}, split.first().classCounts());
    assertArrayEquals(new int[] {80, 1, 1}, split.rest().classCounts());
  }

  @Test
  void aChoiceKeepsTheSharesOfTheClasses() {
    int[] labels = IntStream.range(0, 100).map(i -> i < 50 ? 0 : i < 80 ? 1 : 2).toArray();
    ImageSet chosen = ImageSet.of(new byte[100], labels, 1, 1, 1, List.of("a", "b", "c")).sample(10, 1);
    assertArrayEquals(new int[] {5, 3, 2}, chosen.classCounts());
  }
}
