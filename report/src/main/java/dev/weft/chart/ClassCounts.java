package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many images each class of a set has. */
public final class ClassCounts {
  private ClassCounts() {}

  /** The chart of a file or a page, in the classes' order. */
  public static BarChart of(ImageSet set) {
    int[] counts = set.classCounts();
    List<String> names = ClassNames.of(set);
    List<Bar> bars =
        IntStream.range(0, counts.length).mapToObj(label -> Bar.of(names.get(label), counts[label])).toList();
    return new BarChart("Images of each class", "images", ValueRange.FROM_ZERO, bars);
  }

  static Chart of(ImageSet set, boolean sorted) {
    BarChart counts = of(set);
    List<Bar> bars =
        sorted
            ? counts.bars().stream().sorted(Comparator.comparingDouble(bar -> -bar.value())).toList()
            : counts.bars();
    String subtitle = String.format(Locale.ROOT, "%,d images, %d classes", set.size(), set.classes());
    return new BarChart(counts.title(), counts.valueName(), counts.range(), bars).drawn().subtitled(subtitle);
  }
}
