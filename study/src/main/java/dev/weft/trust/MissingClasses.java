package dev.weft.trust;

import dev.weft.Quoted;
import dev.weft.data.ImageSet;
import dev.weft.experiment.Warning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Classes of which a part of the data has no picture.
 *
 * @param set {@code training}, {@code validation} or {@code test}
 * @param pictures how many that part has
 * @param classes their names
 */
public record MissingClasses(String set, int pictures, List<String> classes) implements Warning {
  static Optional<Warning> in(String set, ImageSet pictures) {
    int[] counts = pictures.classCounts();
    List<String> missing =
        IntStream.range(0, counts.length)
            .filter(label -> counts[label] == 0)
            .mapToObj(pictures.classNames()::get)
            .toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(new MissingClasses(set, pictures.size(), missing));
  }

  @Override
  public String name() {
    return "missing_" + set + "_classes";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "none of the %,d %s pictures is of %s, so %s.",
        pictures,
        set,
        classes.size() == 1 ? "the class " + classes.getFirst() : "the classes " + Quoted.list(classes),
        set.equals("training") ? "the network cannot learn that" : "its figures say nothing of that");
  }
}
