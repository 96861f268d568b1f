package dev.weft.spark;

import dev.weft.dataset.DatasetFile;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The data sets of an executor: each is verified and mapped into memory once, whatever its trainings are. */
final class ExecutorData {
  private static final Map<String, Function<DataSource, ImageDataset>> KNOWN = new ConcurrentHashMap<>();

  private ExecutorData() {}

  /** The set in a file, with the fold that a training asks for as its test part. */
  static Function<DataSource, ImageDataset> of(SharedFile file) {
    return KNOWN.computeIfAbsent(
        file.sha256(),
        _ -> {
          ImageDataset set = DatasetFile.read(file.path(), file.sha256());
          return DataSource.once(source -> set);
        });
  }
}
