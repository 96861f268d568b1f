package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.server.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The body of the Open Inference Protocol's {@code infer}: one tensor, and which outputs are wanted. */
final class InferenceRequest {
  private final List<Input> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private Optional<String> id = Optional.empty();

  /** A tensor, as the request says it; its data are flat, or nested by the shape. */
  static final class Input {
    private String name;
    private String datatype;
    private List<Integer> shape;
    private NestedNumbers data;

    private void member(String member, JsonParser json) {
      switch (member) {
        case "name" -> name = JsonBody.text(member, json);
        case "datatype" -> datatype = JsonBody.text(member, json);
        case "shape" -> shape = sizes(json);
        case "data" -> {
          data = new NestedNumbers(member);
          data.read(json);
        }
        case "parameters" -> json.skipChildren();
        default ->
            throw new Refusal(
                400,
                "an input has 'name', 'shape', 'datatype', 'parameters' and 'data'; received '%s'."
                    .formatted(Quoted.text(member)));
      }
    }

    private Input whole() {
      if (name == null || datatype == null || shape == null || data == null) {
        throw new Refusal(
            400, "an input has 'name', 'shape', 'datatype' and 'data'; received one without all of them.");
      }
      return this;
    }

    String name() {
      return name;
    }

    String datatype() {
      return datatype;
    }

    List<Integer> shape() {
      return shape;
    }

    NestedNumbers data() {
      return data;
    }
  }

  private InferenceRequest() {}

  /**
   * Reads a body.
   *
   * @throws Refusal if it is not as the protocol has it
   */
  static InferenceRequest of(byte[] body) {
    InferenceRequest request = new InferenceRequest();
    JsonBody.read(body, request::member);
    if (request.inputs.size() != 1) {
      throw new Refusal(400, "the network has one input; received %s in 'inputs'.".formatted(request.inputs.size()));
    }
    return request;
  }

  /** What the answer repeats. */
  Optional<String> id() {
    return id;
  }

  Input input() {
    return inputs.getFirst();
  }

  /** The names of the wanted outputs; none for all. */
  List<String> outputs() {
    return outputs;
  }

  private void member(String name, JsonParser json) {
    switch (name) {
      case "id" -> id = Optional.of(JsonBody.text(name, json));
      case "parameters" -> json.skipChildren();
      case "inputs" -> list(name, json, () -> inputs.add(input(json)));
      case "outputs" -> list(name, json, () -> outputs.add(output(json)));
      default ->
          throw new Refusal(
              400,
              "the body has 'id', 'parameters', 'inputs' and 'outputs'; received '%s'.".formatted(Quoted.text(name)));
    }
  }

  private static void list(String name, JsonParser json, Runnable element) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new Refusal(400, "'%s' is a list; received another thing.".formatted(name));
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new Refusal(400, "'%s' is a list of objects; received another thing in it.".formatted(name));
      }
      element.run();
    }
  }

  private static Input input(JsonParser json) {
    Input input = new Input();
    JsonBody.object(json, input::member);
    return input.whole();
  }

  private static List<Integer> sizes(JsonParser json) {
    List<Integer> sizes = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new Refusal(400, "'shape' is a list of sizes; received another thing.");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw new Refusal(400, "'shape' is a list of whole numbers; received another thing in it.");
      }
      sizes.add(json.getIntValue());
    }
    return sizes;
  }

  private static String output(JsonParser json) {
    String[] text = new String[1];
    JsonBody.object(
        json,
        (name, value) -> {
          if (name.equals("name")) {
            text[0] = JsonBody.text(name, value);
          } else {
            value.skipChildren();
          }
        });
    if (text[0] == null) {
      throw new Refusal(400, "an output has a 'name'; received one without.");
    }
    return text[0];
  }
}
