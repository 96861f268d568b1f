package dev.weft.page.check;

import dev.weft.Quoted;
import dev.weft.check.DataCheck;
import dev.weft.check.Finding;
import dev.weft.dataset.ImageSet;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The images that a check's page shows, in one sprite: the first cases of each finding, one of each finding before a
 * second of any.
 *
 * @param slots where a sample stands in the sprite
 */
record CheckImages(DataCheck check, Sprite sprite, Map<Integer, Integer> slots) {
  /** Of a case, such as a group of copies. */
  static final int MOST_OF_A_CASE = 6;

  private static final int MOST_OF_A_NAME = 32;
  private static final int MOST_SINGLES = 24;
  private static final int MOST_GROUPS = 8;
  private static final int MOST_BYTES = 1_400_000;

  static CheckImages of(DataCheck check) {
    Set<Integer> wanted = new LinkedHashSet<>();
    for (int round = 0; round < MOST_SINGLES; round++) {
      for (Finding finding : check.findings()) {
        List<List<Integer>> cases = first(finding);
        if (round < cases.size()) {
          wanted.addAll(cases.get(round).stream().limit(MOST_OF_A_CASE).toList());
        }
      }
      if (round < check.leastLike().size()) {
        wanted.add(check.leastLike().get(round));
      }
    }
    List<Integer> samples = wanted.stream().filter(i -> check.reason(i) == null).toList();
    if (samples.isEmpty()) {
      ImageSet none = check.meanImages();
      return new CheckImages(check, Sprite.of(none, new int[] {0}, MOST_BYTES), Map.of());
    }
    ImageSet images = check.thumbnails(samples);
    Sprite sprite = Sprite.of(images, IntStream.range(0, samples.size()).toArray(), MOST_BYTES);
    Map<Integer, Integer> slots = new LinkedHashMap<>();
    samples.stream().limit(sprite.count()).forEach(sample -> slots.put(sample, slots.size()));
    return new CheckImages(check, sprite, slots);
  }

  private static List<List<Integer>> first(Finding finding) {
    boolean singles = finding.cases().stream().allMatch(samples -> samples.size() == 1);
    return finding.cases().stream().limit(singles ? MOST_SINGLES : MOST_GROUPS).toList();
  }

  /** The first cases of a finding. */
  List<List<Integer>> shown(Finding finding) {
    return first(finding);
  }

  /** The first images of a case. */
  List<Integer> shown(List<Integer> samples) {
    return samples.stream().limit(MOST_OF_A_CASE).toList();
  }

  List<Integer> leastLike() {
    return new ArrayList<>(check.leastLike().stream().filter(slots::containsKey).toList());
  }

  boolean isShown(int sample) {
    return slots.containsKey(sample);
  }

  /** Where a sample's image stands in the sprite, as a style. */
  String place(int sample) {
    return sprite.place(slots.get(sample));
  }

  String aspect() {
    return Numbers.place((double) sprite.width() / sprite.height());
  }

  String name(int sample) {
    return Quoted.text(check.sample(sample).name());
  }

  /** The end of a long name, which says more than its beginning. */
  String shortName(int sample) {
    String name = name(sample);
    int from = name.length() - MOST_OF_A_NAME;
    return from <= 0 ? name : "…" + name.substring(Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
  }

  String className(int sample) {
    return Quoted.text(check.classNames().get(check.sample(sample).label()));
  }

  /** The part, where the source names parts, and the size, or why the image cannot be read. */
  String about(int sample) {
    String part = check.hasParts() ? check.sample(sample).part().map(one -> one.word() + ", ").orElse("") : "";
    String reason = check.reason(sample);
    return part + (reason == null ? check.originalSize(sample) : Quoted.line(reason));
  }

  String described(int sample) {
    return check.described(sample);
  }
}
