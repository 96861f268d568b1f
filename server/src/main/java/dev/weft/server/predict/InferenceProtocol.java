package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.classifier.Classifier;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.model.ModelVersion;
import dev.weft.server.model.ServedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol</a>, version 2, over HTTP:
 * health, metadata and infer. The network's input is FP32 as the network takes it, or UINT8, the bytes of images of its
 * size; its output is FP32, as Keras's {@code predict} gives it. The extension for binary data is not there.
 */
final class InferenceProtocol {
  private final Predictions predictions;

  InferenceProtocol(Predictions predictions) {
    this.predictions = predictions;
  }

  void addTo(Routes routes) {
    routes.get("/v2", request -> Response.json(server()));
    routes.open("/v2/health/live", request -> Response.json(Map.of("live", true)));
    routes.open("/v2/health/ready", request -> ready());
    for (String model : List.of("/v2/models/{name}", "/v2/models/{name}/versions/{version}")) {
      routes.get(model, this::metadata);
      routes.get(model + "/ready", this::ready);
      routes.ask(model + "/infer", this::infer);
    }
  }

  private static Map<String, Object> server() {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("name", "weft");
    server.put("version", version());
    server.put("extensions", List.of());
    return server;
  }

  private static String version() {
    String packaged = InferenceProtocol.class.getPackage().getImplementationVersion();
    return packaged == null ? "unpackaged" : packaged;
  }

  private Response ready() {
    boolean ready = predictions.models().isReady();
    return Response.json(ready ? 200 : 503, Map.of("ready", ready));
  }

  private Response ready(Request request) {
    ModelVersion version = predictions.models().version(request.variable("name"), Predictions.number(request));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", request.variable("name"));
    answer.put("version", String.valueOf(version.number()));
    answer.put("ready", true);
    return Response.json(answer);
  }

  private Response metadata(Request request) {
    ServedModel model = predictions.models().get(request.variable("name"));
    ModelVersion version = predictions.models().version(model.name(), Predictions.number(request));
    Graph network = version.classifier().model().network();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", model.name());
    answer.put("versions", model.versions().stream().map(ModelVersion::number).sorted().map(String::valueOf).toList());
    answer.put("platform", "weft_keras");
    answer.put("inputs", List.of(tensor(network.inputName(), network.input())));
    answer.put("outputs", List.of(tensor(network.outputName(), network.output())));
    return Response.json(answer);
  }

  private static Map<String, Object> tensor(String name, Shape shape) {
    List<Integer> sizes = new ArrayList<>(List.of(-1));
    sizes.addAll(shape.sizes());
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", name);
    tensor.put("datatype", "FP32");
    tensor.put("shape", sizes);
    return tensor;
  }

  private Response infer(Request request) throws IOException {
    byte[] body = request.body();
    String name = request.variable("name");
    return predictions.ask(name, Predictions.number(request), version -> infer(body, name, version));
  }

  private static Predictions.Answer infer(byte[] body, String name, ModelVersion version) {
    InferenceRequest request = InferenceRequest.of(body);
    Graph network = version.classifier().model().network();
    InferenceRequest.Input input = request.input();
    requireName("input", network.inputName(), input.name());
    request.outputs().forEach(wanted -> requireName("output", network.outputName(), wanted));
    requireShape(version, input);
    int samples = input.shape().getFirst();
    float[] outputs = Predictions.outputs(version.classifier(), inputs(version.classifier(), input));
    List<Integer> shape = new ArrayList<>(List.of(samples));
    shape.addAll(network.output().sizes());
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("name", network.outputName());
    output.put("shape", shape);
    output.put("datatype", "FP32");
    output.put("data", outputs);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model_name", name);
    answer.put("model_version", String.valueOf(version.number()));
    request.id().ifPresent(id -> answer.put("id", id));
    answer.put("outputs", List.of(output));
    return new Predictions.Answer(Response.json(answer), samples);
  }

  private static void requireName(String what, String wanted, String received) {
    if (!wanted.equals(received)) {
      throw new Refusal(400, "the network's %s is '%s'; received '%s'.".formatted(what, wanted, Quoted.text(received)));
    }
  }

  private static void requireShape(ModelVersion version, InferenceRequest.Input input) {
    List<Integer> shape = input.shape();
    if (shape.isEmpty() || shape.getFirst() < 1) {
      throw new Refusal(400, "'shape' begins with the number of samples, at least 1; received %s.".formatted(shape));
    }
    Predictions.requireShape(version, shape.getFirst(), shape.subList(1, shape.size()));
    long numbers = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    List<Integer> received = input.data().shape();
    boolean isFlat = received.size() == 1 && received.getFirst() == numbers;
    if (!isFlat && !received.equals(shape)) {
      throw new Refusal(
          400,
          "'data' holds the %s numbers of the shape %s; received the shape %s.".formatted(numbers, shape, received));
    }
  }

  private static float[] inputs(Classifier classifier, InferenceRequest.Input input) {
    float[] values = input.data().values();
    return switch (input.datatype()) {
      case "FP32" -> values;
      case "UINT8" -> classifier.inputs(List.of(bytes(values)));
      default ->
          throw new Refusal(
              400, "the datatype is FP32 or UINT8; received '%s'.".formatted(Quoted.text(input.datatype())));
    };
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 255) || values[i] != (int) values[i]) {
        throw new Refusal(400, "UINT8 are whole numbers from 0 to 255; received %s.".formatted(values[i]));
      }
      bytes[i] = (byte) (int) values[i];
    }
    return bytes;
  }
}
