package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keras 3's {@code .weights.h5}: the weights of a network and the optimizer's state, without the network. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras</a>.
 */
public final class WeightsFile {
  private WeightsFile() {}

  /** Whether a file holds weights alone: HDF5 data that describe no network. */
  public static boolean isOne(Path file) {
    try {
      byte[] bytes = Files.size(file) > ModelLimits.MOST_HDF5 ? new byte[0] : Files.readAllBytes(file);
      return Hdf5.isHdf5(bytes) && new Hdf5(bytes).texts("", "model_config").isEmpty();
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /**
   * Writes one; what is there is replaced, and a failure may leave a part of it.
   *
   * @throws WeftException when it cannot be written
   */
  public static void write(Path file, Model model) {
    try {
      Weights.write(model, file);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    }
  }

  /**
   * Fills a network's weights.
   *
   * @throws WeftException when the file is damaged, or has not this network's weights
   */
  public static void read(Path file, Model model) {
    try {
      long size = Files.size(file);
      if (size > ModelLimits.MOST_HDF5) {
        throw new WeftException("it may have at most " + ModelLimits.MOST_HDF5 + " bytes; it has " + size + ".");
      }
      ModelLimits.requireMemory(2 * size);
      Hdf5 hdf5 = new Hdf5(Files.readAllBytes(file));
      ConfigReader.Described described =
          ConfigReader.read(Json.read(Json.write(ConfigWriter.write(model)), "the network"), Map.of(), "");
      Weights.read(hdf5, model, described);
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }
}
