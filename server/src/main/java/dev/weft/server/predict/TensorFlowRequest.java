package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.server.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The body of TensorFlow Serving's {@code predict}: {@code instances} by rows, or {@code inputs} by columns. Each
 * sample is a nested array of numbers, or {@code {"b64": "..."}}, an image file.
 */
final class TensorFlowRequest {
  private static final String SIGNATURE = "serving_default";

  private final List<byte[]> files = new ArrayList<>();
  private String format;
  private NestedNumbers numbers;
  private Optional<String> input = Optional.empty();

  private TensorFlowRequest() {}

  /**
   * Reads a body.
   *
   * @throws Refusal if it is not as TensorFlow Serving has it
   */
  static TensorFlowRequest of(byte[] body) {
    TensorFlowRequest request = new TensorFlowRequest();
    JsonBody.read(body, request::member);
    if (request.format == null) {
      throw new Refusal(400, "the body has 'instances' or 'inputs'; received neither.");
    }
    if (request.numbers.samples() > 0 && !request.files.isEmpty()) {
      throw new Refusal(400, "'%s' holds arrays or image files; received both.".formatted(request.format));
    }
    return request;
  }

  /** {@code instances} or {@code inputs}. */
  String format() {
    return format;
  }

  /** Where samples are numbers. */
  NestedNumbers numbers() {
    return numbers;
  }

  /** Where samples are image files; else none. */
  List<byte[]> files() {
    return files;
  }

  /** The name of the network's input, where the request says it. */
  Optional<String> input() {
    return input;
  }

  private void member(String name, JsonParser json) {
    switch (name) {
      case "instances", "inputs" -> samples(name, json);
      case "signature_name" -> {
        String signature = JsonBody.text(name, json);
        if (!signature.equals(SIGNATURE) && !signature.isEmpty()) {
          throw new Refusal(400, "the signature is '%s'; received '%s'.".formatted(SIGNATURE, Quoted.text(signature)));
        }
      }
      default ->
          throw new Refusal(
              400,
              "the body has 'instances' or 'inputs', and 'signature_name'; received '%s'."
                  .formatted(Quoted.text(name)));
    }
  }

  private void samples(String name, JsonParser json) {
    if (format != null) {
      throw new Refusal(400, "the body has 'instances' or 'inputs'; received both; send one.");
    }
    format = name;
    numbers = new NestedNumbers(name);
    if (name.equals("inputs") && json.currentToken() == JsonToken.START_OBJECT) {
      object(json, true);
    } else {
      list(json);
    }
  }

  private void list(JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new Refusal(400, "'%s' is a list of samples; received another thing.".formatted(format));
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        object(json, false);
      } else {
        numbers.read(json);
      }
    }
  }

  /** {@code {"b64": FILE}} or {@code {INPUT: SAMPLE}}; by columns {@code {INPUT: SAMPLES}}. */
  private void object(JsonParser json, boolean columns) {
    int[] members = new int[1];
    JsonBody.object(
        json,
        (name, value) -> {
          if (members[0]++ > 0) {
            throw new Refusal(
                400, "the network has one input; received several, such as '%s'.".formatted(Quoted.text(name)));
          }
          if (name.equals("b64")) {
            JsonBody.text(name, value);
            add(value.getBinaryValue());
            return;
          }
          named(name);
          if (value.currentToken() == JsonToken.START_OBJECT) {
            file(value);
          } else if (columns) {
            list(value);
          } else {
            numbers.read(value);
          }
        });
  }

  private void file(JsonParser json) {
    JsonBody.object(
        json,
        (name, value) -> {
          if (!name.equals("b64")) {
            throw new Refusal(400, "an image file is {\"b64\": \"...\"}; received '%s'.".formatted(Quoted.text(name)));
          }
          JsonBody.text(name, value);
          add(value.getBinaryValue());
        });
  }

  private void add(byte[] file) {
    RequestLimits.requireFewFiles(files.size() + 1);
    files.add(file);
  }

  private void named(String name) {
    if (input.isPresent() && !input.get().equals(name)) {
      throw new Refusal(
          400,
          "the network has one input; received '%s' and '%s'.".formatted(Quoted.text(input.get()), Quoted.text(name)));
    }
    input = Optional.of(name);
  }
}
