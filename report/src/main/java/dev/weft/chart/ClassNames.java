package dev.weft.chart;

import java.util.List;

/** That each class has its name. */
final class ClassNames {
  private ClassNames() {}

  /**
   * @throws IllegalArgumentException if there is not one name for each class
   */
  static void require(int classes, List<String> names) {
    if (names.size() != classes) {
      throw new IllegalArgumentException(
          "each of the %d classes needs a name; received %d names: %s.".formatted(classes, names.size(), names));
    }
  }
}
