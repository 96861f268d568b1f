package dev.weft.check;

import dev.weft.dataset.Duplicates;
import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Groups of samples that show the same image. Images of a single colour are in none.
 *
 * @param exact with the same pixels
 * @param near exact ones, and those that correlate by {@link Duplicates#LIKENESS} or more, images of more than 32
 *     pixels a side as means of 16x16 blocks and with the same detail: resized or compressed once more, brighter or of
 *     more contrast
 * @param rotated groups of near ones and of those that are near when mirrored or rotated by quarters; only groups that
 *     are not of near ones alone
 */
record DuplicateGroups(List<List<Integer>> exact, List<List<Integer>> near, List<List<Integer>> rotated) {
  static DuplicateGroups of(Survey survey) {
    int[] chosen = IntStream.of(survey.readable()).filter(i -> !Blank.is(survey.facts(i))).toArray();
    int[] places =
        IntStream.range(0, survey.readable().length)
            .filter(at -> !Blank.is(survey.facts(survey.readable()[at])))
            .toArray();
    ImageSet copies = survey.small().subset(places);
    ImageSet small = survey.showsWhole() ? copies : Rewritten.halved(copies);
    Map<Long, Integer> contents = new HashMap<>();
    int[] same =
        IntStream.range(0, chosen.length)
            .map(at -> contents.computeIfAbsent(survey.facts(chosen[at]).content(), key -> at))
            .toArray();
    int[] near = joined(groups(survey, small), same);
    int[] upright = joined(groups(survey, Upright.of(small)), near);
    List<List<Integer>> rotated =
        groups(upright, chosen).stream()
            .filter(group -> group.stream().mapToInt(i -> near[place(chosen, i)]).distinct().count() > 1)
            .toList();
    return new DuplicateGroups(groups(same, chosen), groups(near, chosen), rotated);
  }

  /** What is shrunk must also have the same detail, for skies and walls alike vary from one side to the other. */
  private static int[] groups(Survey survey, ImageSet small) {
    return Duplicates.groups(small, !survey.showsWhole());
  }

  private static int place(int[] chosen, int sample) {
    return Arrays.binarySearch(chosen, sample);
  }

  /** Groups so that whoever shares one in either is in one. */
  private static int[] joined(int[] one, int[] other) {
    int[] groups = one.clone();
    for (int i = 0; i < groups.length; i++) {
      int first = root(groups, i);
      int second = root(groups, other[i]);
      groups[Math.max(first, second)] = Math.min(first, second);
    }
    return IntStream.range(0, groups.length).map(i -> root(groups, i)).toArray();
  }

  private static int root(int[] groups, int i) {
    int root = i;
    while (groups[root] != root) {
      root = groups[root];
    }
    return root;
  }

  /** Those of two samples or more, the largest first. */
  private static List<List<Integer>> groups(int[] first, int[] chosen) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int at = 0; at < first.length; at++) {
      groups.computeIfAbsent(first[at], key -> new ArrayList<>()).add(chosen[at]);
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .toList();
  }
}
