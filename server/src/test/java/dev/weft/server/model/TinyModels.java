package dev.weft.server.model;

import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.ReLU;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Files of small networks, each with weights of its own. */
public final class TinyModels {
  /** The names of their classes. */
  public static final List<String> CLASSES = List.of("cat", "dog", "owl");

  private TinyModels() {}

  /** Writes one that takes grey images of 8 x 8; it appears whole. */
  public static Path write(Path file, long seed) {
    return write(file, model(seed));
  }

  /** Writes one of the same kind whose weights are so large that its outputs are not finite. */
  static Path writeOverflowing(Path file) {
    Model model = model(1);
    model.variables().forEach(variable -> Arrays.fill(variable.values(), Float.MAX_VALUE));
    return write(file, model);
  }

  /** Writes a small file of a network that needs more memory than a machine has: 300 GB. */
  static Path writeTooLarge(Path file) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(2800, 2800, 1), Conv2D.of(250, 3)));
    layers.addAll(Collections.nCopies(20, ReLU.of()));
    layers.addAll(List.of(GlobalAveragePooling2D.of(), Dense.of(CLASSES.size()).activation(Activation.SOFTMAX)));
    Graph network = Sequential.of(layers.toArray(Layer[]::new));
    return write(file, Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1));
  }

  private static Model model(long seed) {
    Graph network =
        Sequential.of(
            Input.of(8, 8, 1),
            Conv2D.of(4, 3).activation(Activation.RELU),
            Flatten.of(),
            Dense.of(CLASSES.size()).activation(Activation.SOFTMAX));
    return Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, seed);
  }

  private static Path write(Path file, Model model) {
    KerasFile.write(file, new KerasModel(model, new Metadata(CLASSES, "pets", Map.of())));
    return file;
  }
}
