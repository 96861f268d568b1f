package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of classes as charts and pages show them. */
public final class ClassNames {
  private ClassNames() {}

  /**
   * Each on one line, without characters that nobody sees, at most 80 characters of it; names that then look alike, and
   * empty ones, have their class's number behind them.
   */
  public static List<String> shown(List<String> names) {
    return apart(names.stream().map(name -> Quoted.text(name.strip())).toList());
  }

  /** The names themselves; those that are alike, and empty ones, have their class's number behind them. */
  public static List<String> apart(List<String> names) {
    Map<String, Integer> alike = new HashMap<>();
    names.forEach(name -> alike.merge(name, 1, Integer::sum));
    List<String> shown = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      String name = names.get(label);
      boolean isAlone = !name.isEmpty() && alike.get(name) == 1;
      shown.add(isAlone ? name : (name + " (" + label + ")").strip());
    }
    return List.copyOf(shown);
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
