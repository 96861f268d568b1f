package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.config.ConfigException;
import java.util.List;

/**
 * Many trainings, and what is to be learnt from them.
 *
 * @param name what its folder is called
 * @param description one sentence, or nothing
 * @param parts compared each for itself; one, or several under names of their own
 * @param yaml the file that says so
 * @param command what runs it
 * @param robustness whether each training that comes to its end is measured on corrupted and attacked images, too
 */
public record Study(
    String name, String description, List<Part> parts, String yaml, String command, boolean robustness) {
  public Study {
    parts = List.copyOf(parts);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw ConfigException.of(
          "name",
          "'name' must be at most 64 letters, digits, dots, hyphens and underscores, as a folder is named after it;"
              + " received "
              + Quoted.value(name)
              + ".");
    }
  }

  /** A study that has a file of its own. */
  public Study(String name, String description, List<Part> parts, String yaml) {
    this(name, description, parts, yaml, "weft study " + name + ".yaml");
  }

  /** One whose robustness is not measured. */
  public Study(String name, String description, List<Part> parts, String yaml, String command) {
    this(name, description, parts, yaml, command, false);
  }

  /** The same of other parts. */
  Study with(List<Part> others) {
    return new Study(name, description, others, yaml, command, robustness);
  }

  /** The same, whose trainings are measured on corrupted and attacked images, too, or not. */
  Study robustness(boolean measured) {
    return new Study(name, description, parts, yaml, command, measured);
  }

  /** How many trainings it will have, with those of recipes that are not known yet. */
  public int planned() {
    return parts.stream().mapToInt(Part::planned).sum();
  }

  /** All trainings that are known, part by part. */
  public List<StudyTrial> trials() {
    return parts.stream().flatMap(part -> part.trials().stream()).toList();
  }
}
