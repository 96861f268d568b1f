package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One case of golden.json: predictions, and what scikit-learn makes of them. */
record Golden(JsonNode expected) {
  static Stream<Golden> cases() throws IOException {
    try (InputStream file = Golden.class.getResourceAsStream("golden.json")) {
      return JsonMapper.shared().readTree(file).valueStream().map(Golden::new);
    }
  }

  Predictions predictions() {
    int[] labels = integers(expected.get("labels"));
    int classes = expected.get("classes").intValue();
    double[] probabilities = expected.get("probabilities").valueStream().flatMapToDouble(Golden::numbers).toArray();
    if (!single()) {
      return Predictions.of(labels, probabilities, classes);
    }
    float[] narrow = new float[probabilities.length];
    IntStream.range(0, narrow.length).forEach(i -> narrow[i] = (float) probabilities[i]);
    return Predictions.of(labels, narrow, classes);
  }

  ConfusionMatrix matrix() {
    return ConfusionMatrix.of(predictions());
  }

  /** A sample that holds some images several times and others not at all. */
  int[] sample() {
    return IntStream.range(0, predictions().size()).map(i -> (i + 2) % 4).toArray();
  }

  /** The images of {@link #sample} one by one. */
  Predictions copies() {
    Predictions all = predictions();
    int[] drawn = IntStream.range(0, all.size()).flatMap(i -> IntStream.generate(() -> i).limit(sample()[i])).toArray();
    int[] labels = IntStream.of(drawn).map(i -> all.labels()[i]).toArray();
    double[] probabilities =
        IntStream.of(drawn)
            .boxed()
            .flatMapToDouble(i -> IntStream.range(0, all.classes()).mapToDouble(label -> all.probability(i, label)))
            .toArray();
    return new Predictions(drawn, labels, probabilities, all.classes(), all.epsilon());
  }

  int[] integers(String name) {
    return integers(expected.get(name));
  }

  void check(String pointer, double actual) {
    check(pointer, OptionalDouble.of(actual));
  }

  /** What scikit-learn refuses is null there and empty here. */
  void check(String pointer, OptionalDouble actual) {
    JsonNode number = expected.at(pointer);
    assertEquals(number.isNull(), actual.isEmpty(), pointer);
    if (actual.isPresent()) {
      double value = number.doubleValue();
      assertEquals(value, actual.getAsDouble(), (single() ? 1e-7 : 1e-13) * Math.max(1, value), pointer);
    }
  }

  private boolean single() {
    return expected.get("type").stringValue().equals("float32");
  }

  private static int[] integers(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  private static DoubleStream numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::doubleValue);
  }

  @Override
  public String toString() {
    return expected.get("name").stringValue();
  }
}
