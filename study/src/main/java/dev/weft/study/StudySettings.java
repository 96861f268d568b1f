package dev.weft.study;

import dev.weft.config.Config;
import java.util.List;

/**
 * The settings of a study file: the one list of their names, which {@link StudyFile} reads and {@link StudySchema}
 * tells to editors. A study has parts under {@code studies}, or is one part itself.
 *
 * @param base an experiment's name, file, or settings
 * @param set changes of all recipes, by path
 * @param variants named changes, or experiments
 * @param grid lists of values to combine, by path
 * @param random what to draw, by path; {@code trials} and {@code seed}
 * @param bayesian what to choose by what came before, by path; {@code trials}, {@code seed}, {@code startup} and {@code
 *     batch}
 * @param hyperband what to draw, by path; {@code factor}, {@code min_epochs} and {@code seed}
 * @param robustness whether each finished training is measured on corrupted and attacked images, too; false by default
 * @param repeats how often each recipe is trained, 1 by default
 */
record StudySettings(
    String name,
    String description,
    boolean robustness,
    Object base,
    Object set,
    Object variants,
    Object grid,
    Object random,
    Object bayesian,
    Object hyperband,
    int repeats,
    CrossValidation crossValidation,
    Nested nested,
    Select select,
    Halving halving,
    Object studies) {
  /** The names of the settings of a study whose parts stand under {@code studies}. */
  static final List<String> OF_THE_WHOLE = List.of("name", "description", "robustness", "studies");

  /** The names of all settings. */
  static final List<String> NAMES = List.copyOf(Config.arguments(of()).keySet());

  static StudySettings of() {
    return new StudySettings(
        null, null, false, null, null, null, null, null, null, null, 1, null, null, null, null, null);
  }

  /** The names of a part's settings. */
  static List<String> ofAPart() {
    return NAMES.stream().filter(name -> !OF_THE_WHOLE.contains(name)).toList();
  }
}
