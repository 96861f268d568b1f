package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.model.Graph;
import java.util.ArrayList;
import java.util.List;

/** The networks of an experiment's stages: the same layers, of which others are frozen. */
final class ExperimentStages {
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
    for (int i = 0; i < stages.size(); i++) {
      TrainingStage stage = stages.get(i);
      Graph frozen = last;
      last = at(i, "freeze", () -> frozen.freeze(stage.freeze().among(frozen.layerNames())));
      Graph rest = last;
      last = at(i, "unfreeze", () -> rest.unfreeze(stage.unfreeze().among(rest.layerNames())));
      if (last.parameters(true) == 0 && last.parameters() > 0) {
        throw new ConfigException(
            training.stages().isEmpty() ? List.of("model", "freeze") : List.of("training", "stages", String.valueOf(i)),
            false,
            "a training needs a weight that it may change; received a network whose layers with weights all are"
                + " frozen.");
      }
      networks.add(last);
    }
    return networks;
  }

  private interface Change {
    Graph made();
  }

  private static Graph at(int stage, String setting, Change change) {
    try {
      return change.made();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of("training", "stages", String.valueOf(stage), setting), false, e.getMessage());
    }
  }
}
