package dev.weft.chart;

import dev.weft.data.ImageSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The first pictures of a set with the names of their classes. */
final class Samples {
  private Samples() {}

  static Chart of(ImageSet set, int count) {
    int shown = Math.min(count, set.size());
    String title = "Pictures with their class";
    if (shown == 0) {
      return new Chart(title, "", new Note("There are no pictures."));
    }
    List<Tile> tiles =
        IntStream.range(0, shown)
            .mapToObj(i -> new Tile(Picture.of(set, i), List.of(set.classNames().get(set.label(i))), Tile.Mark.NONE))
            .toList();
    String subtitle = String.format(Locale.ROOT, "the first %,d of %,d", shown, set.size());
    return new Chart(title, subtitle, new PictureGrid(tiles));
  }
}
