package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many images each class of a set has. */
final class ClassCounts {
  private ClassCounts() {}

  static Chart of(ImageSet set, boolean sorted) {
    int[] counts = set.classCounts();
    List<String> names = ClassNames.of(set);
    List<Bar> bars =
        IntStream.range(0, counts.length).mapToObj(label -> Bar.of(names.get(label), counts[label])).toList();
    if (sorted) {
      bars = bars.stream().sorted(Comparator.comparingDouble(bar -> -bar.value())).toList();
    }
    String subtitle = String.format(Locale.ROOT, "%,d images, %d classes", set.size(), set.classes());
    return new BarChart("Images of each class", "images", ValueRange.FROM_ZERO, bars).drawn().subtitled(subtitle);
  }
}
