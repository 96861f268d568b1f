package dev.weft.onnx;

import dev.weft.calibration.Confidence;
import dev.weft.calibration.Temperature;
import dev.weft.engine.InferenceNetwork;
import dev.weft.engine.Variable;
import dev.weft.keras.KerasModel;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.onnx.OnnxFields.DataType;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import dev.weft.protobuf.ProtoWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model as the message of an ONNX file. */
final class OnnxWriter {
  private final KerasModel file;
  private final OnnxOptions options;
  private final InferenceNetwork network;
  private final OnnxGraph graph;
  private final Arrangement arrangement;

  OnnxWriter(KerasModel file, OnnxOptions options) {
    this.file = file;
    this.options = options;
    network = InferenceNetwork.of(file.model().network(), file.model().variables());
    Set<String> names = new HashSet<>(network.graph().names());
    names.add(network.graph().inputName());
    graph = new OnnxGraph(names);
    arrangement = new Arrangement(graph);
  }

  ProtoWriter write() {
    Graph layers = network.graph();
    OnnxValue input = new OnnxValue(layers.inputName(), LayerExport.sizes(layers.input()));
    Map<String, Placed> values = new HashMap<>();
    values.put(layers.inputName(), scaled(Placed.keras(input, layers.input())));
    Map<String, List<Variable>> variables = new HashMap<>();
    network.variables().forEach(v -> variables.computeIfAbsent(v.layer(), layer -> new ArrayList<>()).add(v));
    for (Node node : layers.nodes()) {
      List<Placed> inputs = node.inputs().stream().map(values::get).toList();
      graph.begin(node.name());
      List<Variable> weights = variables.getOrDefault(node.layerName(), List.of());
      Placed value = new LayerExport(node, inputs, layers.shape(node), arrangement, weights, options.opset()).export();
      value = node.name().equals(layers.outputName()) ? output(value) : value;
      graph.end(value.value());
      values.put(node.name(), value);
    }
    OnnxValue output = values.get(layers.outputName()).value();
    return message(input, output);
  }

  /** The numbers that the first layer takes. */
  private Placed scaled(Placed input) {
    graph.begin("scaling");
    Placed pixels = input;
    if (options.input() == Input.UINT8) {
      pixels = input.with(graph.apply("Cast", Map.of("to", DataType.FLOAT), input.value()));
    }
    if (options.input() == Input.SCALED) {
      return pixels;
    }
    float[] scale = file.model().scaling().scale();
    float[] offset = file.model().scaling().offset();
    Shape shape = input.shape();
    if (!Arrangement.isAll(1, scale)) {
      pixels = arrangement.with("Mul", pixels, scale, shape, "scale");
    }
    return Arrangement.isAll(0, offset) ? pixels : arrangement.with("Add", pixels, offset, shape, "offset");
  }

  private Placed output(Placed last) {
    Placed output = arrangement.keras(last);
    Optional<Temperature> temperature =
        options.output() == Output.CALIBRATED ? file.confidence().map(Confidence::temperature) : Optional.empty();
    if (options.output() != Output.NETWORK) {
      output = new ProbabilityExport(file, graph).export(output, temperature);
    }
    return graph.maker(output.value()) == null ? output.with(graph.apply("Identity", output.value())) : output;
  }

  private ProtoWriter message(OnnxValue input, OnnxValue output) {
    int type = options.input() == Input.UINT8 ? DataType.UINT8 : DataType.FLOAT;
    OnnxMetadata metadata = new OnnxMetadata(file, options);
    ProtoWriter message = new ProtoWriter();
    message.number(OnnxFields.Model.IR_VERSION, options.irVersion());
    message.text(OnnxFields.Model.PRODUCER_NAME, "weft");
    metadata.version().ifPresent(version -> message.text(OnnxFields.Model.PRODUCER_VERSION, version));
    message.text(OnnxFields.Model.DOC_STRING, metadata.description());
    message.message(OnnxFields.Model.GRAPH, graph.toMessage(network.graph().name(), input, type, output));
    ProtoWriter operators =
        new ProtoWriter()
            .text(OnnxFields.OperatorSet.DOMAIN, "")
            .number(OnnxFields.OperatorSet.VERSION, options.opset());
    message.message(OnnxFields.Model.OPSET_IMPORT, operators);
    metadata
        .entries()
        .forEach((key, value) ->
            message.message(
                OnnxFields.Model.METADATA_PROPS,
                new ProtoWriter().text(OnnxFields.Entry.KEY, key).text(OnnxFields.Entry.VALUE, value)));
    return message;
  }
}
