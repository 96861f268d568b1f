package dev.weft.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an array's name says of it: {@code x_train}, {@code trainImages}, {@code kmnist-test-labels}.
 *
 * @param part that it belongs to; empty where the name has none
 * @param set the rest of the name: {@code kmnist}
 */
record ArrayName(Role role, Optional<DataPart> part, String set) {
  /** What an array holds. */
  enum Role {
    IMAGES,
    LABELS,
    CLASS_NAMES,
    GROUPS,
    /** Something else, or the name does not say it. */
    UNKNOWN
  }

  private static final Set<String> IMAGES =
      Set.of("x", "xs", "image", "images", "img", "imgs", "data", "pixels", "pixel", "features", "inputs");
  private static final Set<String> LABELS =
      Set.of("y", "ys", "label", "labels", "lbl", "lbls", "target", "targets", "class", "classes", "outputs");
  private static final Set<String> GROUPS = Set.of("group", "groups");
  private static final Set<String> NAMES = Set.of("names", "classnames", "labelnames");

  static ArrayName of(String name) {
    String spaced =
        name.replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toLowerCase(Locale.ROOT)
            .replaceAll("(training|train|validation|valid|val|testing|test)", "_$1_");
    Role role = Role.UNKNOWN;
    Optional<DataPart> part = Optional.empty();
    List<String> rest = new ArrayList<>();
    for (String word : spaced.split("[^\\p{L}\\p{N}]+")) {
      Optional<DataPart> named = PartName.of(word);
      if (named.isPresent() && part.isEmpty()) {
        part = named;
      } else if (NAMES.contains(word)) {
        role = Role.CLASS_NAMES;
      } else if (GROUPS.contains(word) && role == Role.UNKNOWN) {
        role = Role.GROUPS;
      } else if (IMAGES.contains(word) && role == Role.UNKNOWN) {
        role = Role.IMAGES;
      } else if (LABELS.contains(word) && role == Role.UNKNOWN) {
        role = Role.LABELS;
      } else if (!word.isEmpty()) {
        rest.add(word);
      }
    }
    return new ArrayName(role, part, String.join(" ", rest));
  }
}
