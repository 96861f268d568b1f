package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.util.List;

/** Images of a set with the names of their classes. */
final class Samples {
  private Samples() {}

  static Chart of(ImageSet set, int from, int count) {
    Excerpt excerpt = new Excerpt(from, count, set.size());
    String title = "Images with their class";
    if (excerpt.count() == 0) {
      return new Chart(title, "", new Note("There are no images."));
    }
    List<Tile> tiles =
        excerpt
            .indices()
            .mapToObj(
                i -> new Tile(RasterImage.of(set, i), List.of(ClassNames.of(set).get(set.label(i))), Tile.Mark.NONE))
            .toList();
    return new Chart(title, excerpt.words(), new ImageGrid(tiles));
  }
}
