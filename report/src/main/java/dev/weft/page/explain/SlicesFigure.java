package dev.weft.page.explain;

import dev.weft.Quoted;
import dev.weft.explain.slices.Slice;
import dev.weft.explain.slices.Slices;
import dev.weft.page.Gallery;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The groups of test images on which a run's network is worse, as a page shows them. */
public final class SlicesFigure {
  private static final int MOST_WITH_IMAGES = 6;
  private static final int MOST_IMAGES = 60;

  private final Slices slices;
  private final Map<Integer, Integer> slots = new HashMap<>();

  /**
   * @param gallery whose images the page has
   */
  public SlicesFigure(Slices slices, Gallery gallery) {
    this.slices = slices;
    IntStream.range(0, gallery.rows().length).forEach(slot -> slots.put(gallery.rows()[slot], slot));
  }

  /** What was found, in one sentence. */
  String sentence() {
    return slices.inWords();
  }

  List<Slice> worse() {
    return slices.worse();
  }

  /** Those whose images are shown. */
  List<Slice> withImages() {
    return worse().stream().limit(MOST_WITH_IMAGES).toList();
  }

  boolean hasGroups() {
    return !slices.all().isEmpty();
  }

  Table worst() {
    return table("Groups on which it is worse", worse());
  }

  Table all() {
    return table("All groups that were compared", slices.all());
  }

  private static Table table(String caption, List<Slice> slices) {
    return new Table(
        caption,
        List.of(
            "group", "images", "mistakes", "expected", "share wrong", "95 % interval", "of all others", "p, by Holm"),
        slices.stream().map(SlicesFigure::row).toList());
  }

  private static List<Cell> row(Slice slice) {
    double wrong = 1 - slice.accuracy().accuracy();
    Interval right = slice.accuracy().interval();
    double outside = 1 - slice.accuracyOutside().accuracy();
    return List.of(
        Cell.of(Quoted.line(slice.group().name())),
        Cell.of((long) slice.test().size()),
        Cell.of((long) slice.test().inGroup()),
        new Cell(String.format(Locale.ROOT, "%.1f", slice.test().expected()), slice.test().expected()),
        new Cell(Numbers.percent(wrong), wrong),
        Cell.of(Numbers.percent(1 - right.high()) + " to " + Numbers.percent(1 - right.low())),
        new Cell(Numbers.percent(outside), outside),
        new Cell(slice.p() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", slice.p()), slice.p()));
  }

  String title(Slice slice) {
    return "%s: %s of %s are mistakes"
        .formatted(
            Quoted.line(slice.group().name()),
            Numbers.count(slice.test().inGroup()),
            Numbers.of(slice.test().size(), "image"));
  }

  /** Which of the page's images are mistakes of the group, the surest first: {@code 3,17,4}. */
  String slots(Slice slice) {
    return IntStream.of(slice.wrong())
        .filter(slots::containsKey)
        .limit(MOST_IMAGES)
        .mapToObj(row -> String.valueOf(slots.get(row)))
        .collect(Collectors.joining(","));
  }
}
