package dev.weft.page.explain;

import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ClassNames;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.NearImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An explanation as one image: a row for each class with what the network saw and the maps, then the nearest images.
 */
public final class ExplanationChart {
  private static final int LEAST_COLUMNS = 6;

  private final MapTiles tiles;
  private final List<String> classNames;
  private final int columns;
  private final List<Integer> places = new ArrayList<>();
  private final List<List<String>> captions = new ArrayList<>();

  private ExplanationChart(MapTiles tiles) {
    this.tiles = tiles;
    Explanation why = tiles.why();
    classNames = ClassNames.shown(why.answer().classNames());
    columns =
        Math.max(LEAST_COLUMNS, 1 + why.classes().stream().mapToInt(asked -> asked.maps().size()).max().orElse(0));
  }

  /**
   * Makes the image.
   *
   * @param name what a person calls the image that is explained
   */
  public static Chart of(String name, Explanation why) {
    return new ExplanationChart(MapTiles.of(why)).drawn(name);
  }

  private Chart drawn(String name) {
    Explanation why = tiles.why();
    for (int asked = 0; asked < why.classes().size(); asked++) {
      add(tiles.seen(), "For " + classNames.get(why.classes().get(asked).label()), "what it saw");
      List<CheckedMap> maps = why.classes().get(asked).maps();
      for (int method = 0; method < maps.size(); method++) {
        String holds = maps.get(method).check().passes() ? "holds" : "fails its checks";
        add(tiles.map(asked, method), maps.get(method).attribution().method().title(), holds);
      }
      endRow();
    }
    for (int rank = 0; rank < why.nearest().size(); rank++) {
      NearImage near = why.nearest().get(rank);
      String distance = "distance " + near.distanceInWords();
      add(tiles.nearest(rank), "Nearest: " + classNames.get(near.label()), distance);
    }
    endRow();
    int predicted = why.answer().predicted();
    double value = why.answer().shown(predicted);
    String sure =
        why.answer().areScores()
            ? String.format(Locale.ROOT, "score %.4f", value)
            : String.format(Locale.ROOT, "%.1f %%", 100 * value);
    return Charts.images(
        "%s: %s, %s".formatted(ExplainedImage.shortened(name), classNames.get(predicted), sure),
        "Orange speaks for the class, blue against it",
        tiles.images(),
        places,
        captions,
        columns);
  }

  private void add(int place, String... lines) {
    places.add(place);
    captions.add(List.of(lines));
  }

  private void endRow() {
    while (places.size() % columns != 0) {
      add(Charts.EMPTY);
    }
  }
}
