package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The images that runs learn from and are tested on, where this machine has them; each data set is read once. */
final class Images {
  private static final int MOST = 4;

  private final Path dataDir;
  private final Function<DataSource, ImageDataset> search;
  private final Map<DataSource, ImageDataset> known = new ConcurrentHashMap<>();
  private final Map<Validated, Optional<ImageSet>> validated = new ConcurrentHashMap<>();

  /** An experiment, and the checksum of the data set that it is about. */
  private record Validated(Experiment experiment, String checksum) {}

  /**
   * @param dataDir the folder that holds named data sets, or null
   * @param search reads a data set
   */
  Images(Path dataDir, Function<DataSource, ImageDataset> search) {
    this.dataDir = dataDir;
    this.search = search;
  }

  /** The data set, if it can be had and has this checksum. */
  Optional<ImageDataset> of(DataSource source, String checksum) {
    if (!source.isHere(dataDir)) {
      return Optional.empty(); // to look at a page fetches nothing
    }
    if (known.size() >= MOST) {
      known.keySet().removeIf(other -> !other.equals(source));
    }
    try {
      return Optional.of(known.computeIfAbsent(source, search)).filter(set -> set.checksum().equals(checksum));
    } catch (WeftException | IllegalArgumentException e) {
      return Optional.empty(); // it is read again when it is asked for again
    }
  }

  /** The images that an experiment validates on. */
  Optional<ImageSet> validation(Experiment experiment, String checksum) {
    Validated wanted = new Validated(experiment, checksum);
    if (validated.size() >= MOST) {
      validated.keySet().removeIf(other -> !other.equals(wanted));
    }
    return of(experiment.data().source(), checksum)
        .flatMap(set -> validated.computeIfAbsent(wanted, one -> Trial.of(experiment, set).validation()));
  }
}
