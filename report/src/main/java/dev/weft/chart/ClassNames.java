package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.dataset.DistinctNames;
import dev.weft.dataset.ImageSet;
import java.util.List;
import java.util.Locale;

/** The names of classes as charts and pages show them. */
public final class ClassNames {
  private ClassNames() {}

  /**
   * Each on one line, without characters that nobody sees, at most 80 characters of it; names that then look alike, and
   * empty ones, have their class's number behind them.
   */
  public static List<String> shown(List<String> names) {
    return DistinctNames.of(names.stream().map(name -> Quoted.text(name.strip())).toList());
  }

  /** Those of a set, as {@link #shown}. */
  static List<String> of(ImageSet set) {
    return shown(set.classNames());
  }

  /**
   * As {@link #shown}.
   *
   * @throws IllegalArgumentException if there is not one name for each class
   */
  static List<String> require(int classes, List<String> names) {
    if (names.size() != classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "each of the %d classes needs a name; received %d names: %s.",
              classes,
              names.size(),
              Quoted.list(names)));
    }
    return shown(names);
  }
}
