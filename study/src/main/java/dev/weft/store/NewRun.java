package dev.weft.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a run when it begins.
 *
 * @param id eight hexadecimal digits that its folder has for it; where it has none, or another run of the store the
 *     same, the store chooses
 * @param name what users call it; best a name that no other run has
 * @param experiment the experiment's name
 * @param definition the experiment as a file has it; empty if there is none
 * @param dataset the name of the data set that it learns
 * @param folder where its files are, if it has any
 * @param place its place in a study, if it is of one
 * @param user whose it is
 * @param parameters each setting by its path, such as {@code training.optimizer.Adam.learning_rate}
 * @param provenance what it is measured on, by paths, too
 */
public record NewRun(
    Optional<String> id,
    String name,
    String experiment,
    String definition,
    String dataset,
    Optional<Path> folder,
    Optional<StudyPlace> place,
    String user,
    Map<String, String> parameters,
    Map<String, String> provenance) {
  /** A run of the system's user. */
  public NewRun(
      String name,
      String experiment,
      String dataset,
      Optional<Path> folder,
      Optional<StudyPlace> place,
      Map<String, String> parameters,
      Map<String, String> provenance) {
    this(Optional.empty(), name, experiment, "", dataset, folder, place, systemUser(), parameters, provenance);
  }

  /** Whose runs are those that nobody is named for. */
  public static String systemUser() {
    return System.getProperty("user.name", "");
  }
}
