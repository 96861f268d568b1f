package dev.weft.modelfile;

import dev.weft.WeftException;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of trained models, of Keras or ONNX: each is opened here, and its content says which it is. */
public final class ModelFiles {
  /** How their names end, as a regular expression for what follows the last point. */
  public static final String ENDINGS = "(?i:keras|h5|hdf5|onnx)";

  private static final int START = 8;

  private ModelFiles() {}

  /** Whether a name ends as those of model files do. */
  public static boolean isNamed(String name) {
    return name.matches("(?s).*\\." + ENDINGS);
  }

  /**
   * Reads a {@code .keras}, {@code .h5} or {@code .onnx} file, whatever its name is.
   *
   * @throws WeftException when it is damaged, needs more memory than there is, or its network has what Weft does not
   *     have: then all of that is named
   */
  public static KerasModel read(Path file) {
    byte[] start = start(file);
    if (KerasFile.isKeras(start)) {
      return KerasFile.read(file);
    }
    if (OnnxFile.isOnnx(file, start)) {
      return OnnxFile.read(file);
    }
    throw new WeftException(
        file
            + ": it is no model file; give one that Keras or Weft saved as .keras, Keras as .h5, or any program as"
            + " .onnx.");
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }
}
