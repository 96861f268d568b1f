package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.model.Graph;
import dev.weft.model.LayerPattern;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.List;

/** The networks of an experiment's stages: the same layers, of which others are frozen. */
final class ExperimentStages {
  private static final String IMAGE_SIZE = "image_size";

  private ExperimentStages() {}

  /**
   * The network of each stage.
   *
   * @throws ConfigException if a pattern has no layer, or if nothing learns in a stage
   */
  static List<Graph> networks(Training training, Graph network) {
    List<Graph> networks = new ArrayList<>();
    Graph last = network;
    List<TrainingStage> stages = training.inStages();
    for (int number = 0; number < stages.size(); number++) {
      int i = number;
      TrainingStage stage = stages.get(i);
      Graph frozen = last;
      last = at(i, "unfreeze", () -> frozen.unfreeze(stage.unfreeze().among(frozen.layerNames())));
      Graph unfrozen = last;
      last = at(i, "freeze", () -> unfrozen.freeze(stage.freeze().among(unfrozen.layerNames())));
      List<String> names = last.layerNames();
      stage
          .optimizer()
          .options()
          .learningRates()
          .keySet()
          .forEach(pattern -> rates(training, i, () -> new LayerPattern(pattern).of(names)));
      if (last.parameters(true) == 0 && last.parameters() > 0) {
        throw new ConfigException(
            training.stages().isEmpty() ? List.of("model", "freeze") : List.of("training", "stages", String.valueOf(i)),
            false,
            "a training needs a weight that it may change; received a network whose layers with weights all are"
                + " frozen.");
      }
      Graph own = last;
      networks.add(stage.imageSize() == null ? last : at(i, IMAGE_SIZE, () -> sized(own, stage.imageSize())));
    }
    if (stages.getLast().imageSize() != null) {
      throw wrong(
          stages.size() - 1,
          IMAGE_SIZE,
          "the last stage is of the images' own size, with which the model is measured; leave out its 'image_size', or"
              + " add a stage.");
    }
    return networks;
  }

  /** The same network for images of another size, in which all its weights must be the same. */
  private static Graph sized(Graph network, Size size) {
    Shape input = network.input();
    if (input.rank() != 3) {
      throw new IllegalArgumentException("images of another size need a network of images; received one of rows.");
    }
    Graph other = network.on(Shape.of(size.height(), size.width(), input.last()));
    for (Node node : network.firstCalls()) {
      if (!network.weights(node).equals(other.weights(node))) {
        throw new IllegalArgumentException(
            "images of another size need a network whose weights do not depend on it, such as one with"
                + " GlobalAveragePooling2D before its first Dense; those of '"
                + node.layerName()
                + "' do.");
      }
    }
    return other;
  }

  private static void rates(Training training, int stage, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      boolean own = !training.stages().isEmpty() && training.stages().get(stage).optimizer() != null;
      throw new ConfigException(
          own ? List.of("training", "stages", String.valueOf(stage), "optimizer") : List.of("training", "optimizer"),
          false,
          "'learning_rates': " + e.getMessage());
    }
  }

  private interface Change {
    Graph made();
  }

  private static Graph at(int stage, String setting, Change change) {
    try {
      return change.made();
    } catch (IllegalArgumentException e) {
      throw wrong(stage, setting, e.getMessage());
    }
  }

  private static ConfigException wrong(int stage, String setting, String sentence) {
    return new ConfigException(List.of("training", "stages", String.valueOf(stage), setting), false, sentence);
  }
}
