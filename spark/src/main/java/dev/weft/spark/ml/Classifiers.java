package dev.weft.spark.ml;

import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.TrainedModel;
import dev.weft.keras.KerasModel;
import dev.weft.modelfile.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The classifiers of this JVM: one for each model and way of asking it, which all tasks share. */
final class Classifiers {
  /** The most that are kept; of more, those asked longest ago are forgotten. They have no threads to end. */
  private static final int MOST = 4;

  private static final Map<Key, Classifier> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Classifier> eldest) {
          return size() > MOST;
        }
      };

  private Classifiers() {}

  private record Key(String checksum, Asking asking) {}

  /**
   * The one of a model.
   *
   * @param checksum of the model's file
   * @param content gives the file if nobody asked the model before
   * @param name as a person calls it
   * @throws WeftException if the model cannot be read, or takes no images
   * @throws IllegalArgumentException if what is asked does not fit the model
   */
  static synchronized Classifier of(String checksum, Supplier<byte[]> content, String name, Asking asking) {
    return KEPT.computeIfAbsent(new Key(checksum, asking), key -> read(content.get(), name, asking));
  }

  private static Classifier read(byte[] content, String name, Asking asking) {
    try {
      Path file = Files.createTempFile("weft-", ".model");
      try {
        Files.write(file, content);
        return Classifier.of(TrainedModel.of(read(file, name), name, asking.options()));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new WeftException(
          "the model %s cannot be written to %s: %s."
              .formatted(name, System.getProperty("java.io.tmpdir"), WeftException.reason(e)),
          e);
    }
  }

  private static KerasModel read(Path file, String name) {
    try {
      return ModelFiles.read(file);
    } catch (WeftException e) {
      throw new WeftException(e.getMessage().replace(file.toString(), name), e);
    }
  }
}
