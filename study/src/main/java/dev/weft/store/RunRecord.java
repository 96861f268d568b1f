package dev.weft.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * All that a store knows of a run, but its epochs and predictions.
 *
 * @param id eight hexadecimal digits
 * @param name what users call it
 * @param experiment the experiment's name
 * @param definition the experiment as a file has it; empty of a run of an older Weft
 * @param dataset the name of the data set that it learns
 * @param state its status
 * @param reason why it failed or was killed, one sentence; else empty
 * @param begun when it began
 * @param seen when it was last heard of
 * @param ended when it ended, unless it runs
 * @param epochs how many it has behind it
 * @param seconds that its epochs took together
 * @param folder where its files are, if it has any
 * @param owner the process that carries it out
 * @param user whose it is; empty of a run of an older Weft
 * @param place its place in a study, if it is of one
 * @param note the user's, or empty
 * @param tags the user's
 * @param parameters each setting by its path, sorted
 * @param provenance what it was measured on, sorted
 * @param metrics what came out, by names such as {@code test.accuracy}, sorted
 */
public record RunRecord(
    String id,
    String name,
    String experiment,
    String definition,
    String dataset,
    RunState state,
    String reason,
    Instant begun,
    Instant seen,
    Optional<Instant> ended,
    int epochs,
    double seconds,
    Optional<Path> folder,
    Owner owner,
    String user,
    Optional<StudyPlace> place,
    String note,
    SortedSet<String> tags,
    Map<String, String> parameters,
    Map<String, String> provenance,
    Map<String, Double> metrics) {}
