package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.List;

/** Images of a set in rows, with lines of text below each. */
final class CaptionedImages {
  private static final double SIDE = 112;

  private CaptionedImages() {}

  static Chart of(
      String title, String subtitle, ImageSet set, List<Integer> places, List<List<String>> captions, int columns) {
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      tiles.add(
          place == Charts.EMPTY ? Tile.EMPTY : new Tile(RasterImage.of(set, place), captions.get(i), Tile.Mark.NONE));
    }
    return new Chart(title, subtitle, new ImageGrid(tiles, columns, SIDE));
  }
}
