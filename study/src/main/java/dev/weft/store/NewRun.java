package dev.weft.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a run when it begins.
 *
 * @param name what users call it; best a name that no other run has
 * @param experiment the experiment's name
 * @param dataset the name of the data set that it learns
 * @param folder where its files are, if it has any
 * @param place its place in a study, if it is of one
 * @param parameters each setting by its path, such as {@code training.optimizer.Adam.learning_rate}
 * @param provenance what it is measured on, by paths, too
 */
public record NewRun(
    String name,
    String experiment,
    String dataset,
    Optional<Path> folder,
    Optional<StudyPlace> place,
    Map<String, String> parameters,
    Map<String, String> provenance) {}
