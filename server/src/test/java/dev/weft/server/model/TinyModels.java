package dev.weft.server.model;

import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files of small networks, each with weights of its own. */
public final class TinyModels {
  /** The names of their classes. */
  public static final List<String> CLASSES = List.of("cat", "dog", "owl");

  private TinyModels() {}

  /** Writes one that takes grey images of 8 x 8; it appears whole. */
  public static Path write(Path file, long seed) {
    Graph network =
        Sequential.of(
            Input.of(8, 8, 1),
            Conv2D.of(4, 3).activation(Activation.RELU),
            Flatten.of(),
            Dense.of(CLASSES.size()).activation(Activation.SOFTMAX));
    Model model = Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, seed);
    KerasFile.write(file, new KerasModel(model, new Metadata(CLASSES, "pets", Map.of())));
    return file;
  }
}
