package dev.weft.bench.compare;

import dev.weft.WholeFile;
import dev.weft.config.Config;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workload for sides in Python: its network, Keras's arguments of each layer, as JSON, and the first weights beside
 * it, 32-bit floats in the order of the layers, low bytes first.
 */
final class TaskFile {
  private TaskFile() {}

  /** Writes both files into a folder, and returns the first. */
  static Path write(Workload workload, Path folder) {
    Graph network = workload.network(workload.size());
    List<Variable> variables = workload.firstWeights(network);
    Path file = folder.resolve(workload.key() + ".json");
    WholeFile.write(
        folder.resolve(workload.key() + ".weights"),
        out -> {
          for (Variable variable : variables) {
            ByteBuffer bytes =
                ByteBuffer.allocate(variable.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(variable.values());
            out.write(bytes.array());
          }
        });
    String json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(of(workload, network));
    WholeFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  static Map<String, Object> of(Workload workload, Graph network) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("workload", workload.key());
    described.put("dataset", workload.dataset());
    described.put("images", workload.images());
    described.put("batch", workload.batches().getFirst());
    described.put("inference", workload.inference());
    described.put("epochs", Workload.FINE_TUNING_EPOCHS);
    described.put("shift", workload.shift());
    described.put("loss", Config.kind(workload.loss()));
    described.put("optimizer", Config.kind(workload.optimizer()));
    described.put("optimizer_arguments", Config.arguments((Record) workload.optimizer()));
    described.put("input", network.inputName());
    described.put("input_shape", network.input().sizes());
    described.put("output", network.outputName());
    described.put("frozen", network.frozen());
    List<Object> layers = new ArrayList<>();
    for (Node node : network.nodes()) {
      layers.add(layer(network, node));
    }
    described.put("layers", layers);
    return described;
  }

  private static Map<String, Object> layer(Graph network, Node node) {
    Map<String, Object> weights = new LinkedHashMap<>();
    network.weights(node).forEach(weight -> weights.put(weight.name(), weight.shape().sizes()));
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("name", node.name());
    layer.put("kind", node.layer().kind());
    layer.put("arguments", node.layer().arguments());
    layer.put("inputs", node.inputs());
    layer.put("input_shape", network.inputShape(node).sizes());
    layer.put("shape", network.shape(node).sizes());
    layer.put("weights", weights);
    return layer;
  }
}
