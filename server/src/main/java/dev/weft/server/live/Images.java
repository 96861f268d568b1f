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
  private final Map<DataSource, Optional<ImageDataset>> known = new ConcurrentHashMap<>();
  private final Map<Experiment, Optional<ImageSet>> validated = new ConcurrentHashMap<>();

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
    return known.computeIfAbsent(source, this::found).filter(set -> set.checksum().equals(checksum));
  }

  private Optional<ImageDataset> found(DataSource source) {
    try {
      return Optional.of(search.apply(source));
    } catch (WeftException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The images that an experiment validates on. */
  Optional<ImageSet> validation(Experiment experiment, String checksum) {
    if (!experiment.data().source().isHere(dataDir)) {
      return Optional.empty();
    }
    if (validated.size() >= MOST) {
      validated.keySet().removeIf(other -> !other.equals(experiment));
    }
    return validated.computeIfAbsent(
        experiment, one -> of(one.data().source(), checksum).flatMap(set -> Trial.of(one, set).validation()));
  }
}
