package dev.weft.explain.slices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Groups of images by a word, such as the folder that they come from. */
final class Words {
  private static final int MOST = 60;

  private Words() {}

  /**
   * A group for each word that enough images have, in the order of the words.
   *
   * @param words of each image; empty where none is known
   * @param least how many images a group has at least
   * @return none where all images have one word, or where there are more than 60 words
   */
  static List<ImageGroup> of(String property, List<String> words, int least) {
    Map<String, List<Integer>> rows = new TreeMap<>();
    IntStream.range(0, words.size())
        .forEach(row -> rows.computeIfAbsent(words.get(row), word -> new ArrayList<>()).add(row));
    List<ImageGroup> groups =
        rows.entrySet().stream()
            .filter(group -> group.getValue().size() >= least && group.getValue().size() < words.size())
            .map(group ->
                new ImageGroup(
                    property,
                    group.getKey().isEmpty() ? "(none)" : group.getKey(),
                    group.getValue().stream().mapToInt(Integer::intValue).toArray()))
            .toList();
    return groups.size() > MOST ? List.of() : groups;
  }
}
