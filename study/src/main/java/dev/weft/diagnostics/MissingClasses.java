package dev.weft.diagnostics;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Classes of which a part of the data has no image.
 *
 * @param set {@code training}, {@code validation} or {@code test}
 * @param images how many that part has
 * @param classes their names
 */
public record MissingClasses(String set, int images, List<String> classes) implements Warning {
  static Optional<Warning> in(DataPart part, ImageSet images) {
    int[] counts = images.classCounts();
    List<String> missing =
        IntStream.range(0, counts.length)
            .filter(label -> counts[label] == 0)
            .mapToObj(images.classNames()::get)
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new MissingClasses(part.adjective(), images.size(), missing));
  }

  @Override
  public String name() {
    return "missing_" + set + "_classes";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "none of the %,d %s images is of %s, so %s.",
        images,
        set,
        classes.size() == 1 ? "the class " + classes.getFirst() : "the classes " + Quoted.list(classes),
        set.equals(DataPart.TRAIN.adjective()) ? "the network cannot learn that" : "its figures say nothing of that");
  }
}
