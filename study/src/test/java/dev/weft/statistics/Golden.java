package dev.weft.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases of golden.json: what SciPy, statsmodels and NumPy say; golden.py beside it made them. */
final class Golden {
  private Golden() {}

  static Stream<JsonNode> cases(String name) {
    try (InputStream file = Golden.class.getResourceAsStream("golden.json")) {
      return JsonMapper.shared().readTree(file).get(name).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double number(JsonNode node, String name) {
    return node.get(name).doubleValue();
  }

  static int integer(JsonNode node, String name) {
    return node.get(name).intValue();
  }

  static double[] numbers(JsonNode node, String name) {
    return node.get(name).valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }
}
