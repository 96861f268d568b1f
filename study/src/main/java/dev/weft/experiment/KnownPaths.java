package dev.weft.experiment;

import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.config.Config;
import dev.weft.config.Synonyms;
import dev.weft.experiment.ExperimentFile.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The paths of an experiment's settings, to find the nearest one to what somebody typed. */
final class KnownPaths {
  private KnownPaths() {}

  /**
   * The same error, with the nearest known path where one of the changes goes to an unknown one.
   *
   * @param settings without the changes
   */
  static WeftException better(WeftException e, Settings settings, List<Change> changes) {
    if (e.getMessage().endsWith("?")) {
      return e;
    }
    Set<String> known = of(settings);
    for (Change change : changes) {
      Optional<String> near = known.contains(change.path()) ? Optional.empty() : nearest(change.path(), known);
      if (near.isPresent()) {
        return new WeftException(e.getMessage() + " Did you mean '" + near.get() + "'?", e);
      }
    }
    return e;
  }

  private static Set<String> of(Settings settings) {
    try {
      Experiment experiment = ExperimentFile.of(settings);
      Set<String> known = new TreeSet<>(experiment.parameters().keySet());
      Config.arguments(experiment.training())
          .keySet()
          .forEach(name -> known.add("training." + name)); // empty ones, too
      return known;
    } catch (WeftException e) {
      return Set.of(); // what is wrong without the changes has no paths to go by
    }
  }

  /** The path of the same setting elsewhere, or else that with the fewest typing errors. */
  static Optional<String> nearest(String path, Set<String> known) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    List<String> words = new ArrayList<>(Synonyms.of(last));
    words.add(last.replace('-', '_'));
    List<String> same =
        known.stream().filter(other -> words.stream().anyMatch(word -> other.endsWith("." + word))).toList();
    return same.stream()
        .filter(other -> other.startsWith(path.substring(0, path.length() - last.length())))
        .min(Comparator.comparingInt(String::length))
        .or(() -> same.size() == 1 ? Optional.of(same.getFirst()) : Spelling.nearest(path, known))
        .or(() -> same.stream().min(Comparator.comparingInt(String::length)));
  }
}
