package dev.weft.server.predict;

import dev.weft.Quoted;
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
import java.util.OptionalLong;

/**
 * The REST API of <a href="https://www.tensorflow.org/tfx/serving/api_rest">TensorFlow Serving</a>: predict, status and
 * metadata. Predictions are the network's outputs, as Keras's {@code predict} gives them.
 */
final class TensorFlowServing {
  private final Predictions predictions;

  TensorFlowServing(Predictions predictions) {
    this.predictions = predictions;
  }

  void addTo(Routes routes) {
    for (String model : List.of("/v1/models/{name}", "/v1/models/{name}/versions/{version}")) {
      String predicted = model.endsWith("{name}") ? "/v1/models/{name}:predict" : model + ":predict";
      routes.ask(predicted, this::predict);
      routes.get(model + "/metadata", this::metadata);
      routes.get(model, this::status);
    }
  }

  private Response predict(Request request) throws IOException {
    byte[] body = request.body();
    String name = request.variable("name");
    return predictions.ask(name, Predictions.number(request), version -> predict(body, version));
  }

  private static Predictions.Answer predict(byte[] body, ModelVersion version) {
    TensorFlowRequest request = TensorFlowRequest.of(body);
    String input = version.classifier().model().network().inputName();
    request
        .input()
        .filter(name -> !name.equals(input))
        .ifPresent(name -> {
          throw new Refusal(400, "the network's input is '%s'; received '%s'.".formatted(input, Quoted.text(name)));
        });
    float[] outputs;
    int samples;
    if (request.files().isEmpty()) {
      samples = request.numbers().samples();
      Predictions.requireShape(version, samples, request.numbers().shape());
      outputs = Predictions.outputs(version.classifier(), request.numbers().values());
    } else {
      samples = request.files().size();
      outputs = Predictions.outputs(version.classifier(), request.files());
    }
    String key = request.format().equals("inputs") ? "outputs" : "predictions";
    return new Predictions.Answer(Response.json(Map.of(key, Predictions.rows(outputs, samples))), samples);
  }

  private Response status(Request request) {
    ServedModel model = predictions.models().get(request.variable("name"));
    OptionalLong wanted = Predictions.number(request);
    List<Map<String, Object>> all = new ArrayList<>();
    for (ModelVersion version : model.versions()) {
      all.add(state(version.number(), "AVAILABLE", "OK", ""));
    }
    model.problems().forEach((number, problem) -> all.add(state(number, "END", "INVALID_ARGUMENT", problem)));
    if (all.isEmpty()) {
      all.add(state(1, "LOADING", "OK", ""));
    }
    if (wanted.isPresent()) {
      all.removeIf(state -> !state.get("version").equals(String.valueOf(wanted.getAsLong())));
      if (all.isEmpty()) {
        predictions.models().version(model.name(), wanted); // which refuses
      }
    }
    return Response.json(Map.of("model_version_status", all));
  }

  private static Map<String, Object> state(long version, String state, String code, String message) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", String.valueOf(version));
    map.put("state", state);
    map.put("status", Map.of("error_code", code, "error_message", message));
    return map;
  }

  private Response metadata(Request request) {
    String name = request.variable("name");
    ModelVersion version = predictions.models().version(name, Predictions.number(request));
    Graph network = version.classifier().model().network();
    Map<String, Object> signature = new LinkedHashMap<>();
    signature.put("inputs", Map.of(network.inputName(), tensor(network.inputName(), network.input())));
    signature.put("outputs", Map.of(network.outputName(), tensor(network.outputName(), network.output())));
    signature.put("method_name", "tensorflow/serving/predict");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", name);
    spec.put("signature_name", "");
    spec.put("version", String.valueOf(version.number()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model_spec", spec);
    answer.put("metadata", Map.of("signature_def", Map.of("signature_def", Map.of("serving_default", signature))));
    return Response.json(answer);
  }

  private static Map<String, Object> tensor(String name, Shape shape) {
    List<Map<String, String>> sizes = new ArrayList<>(List.of(size(-1)));
    shape.sizes().forEach(size -> sizes.add(size(size)));
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("dtype", "DT_FLOAT");
    tensor.put("tensor_shape", Map.of("dim", sizes, "unknown_rank", false));
    tensor.put("name", name);
    return tensor;
  }

  private static Map<String, String> size(int size) {
    return Map.of("size", String.valueOf(size), "name", "");
  }
}
