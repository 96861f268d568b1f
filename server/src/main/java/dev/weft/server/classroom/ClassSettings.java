package dev.weft.server.classroom;

import dev.weft.experiment.DataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A class, as its teacher asks for it.
 *
 * @param task the data set that the students learn
 * @param test labelled images that the server alone has
 * @param folder where hand-ins and judgements are kept; made where there is none
 * @param code what students must say to hand in; empty if nothing
 * @param limit how long a network may take for all test images
 * @param dataDir the folder that holds named data sets, or null
 */
public record ClassSettings(
    DataSource task, Path test, Path folder, Optional<String> code, Duration limit, Path dataDir) {
  /** How long a network may take unless the teacher says otherwise. */
  public static final Duration LIMIT = Duration.ofMinutes(5);
}
