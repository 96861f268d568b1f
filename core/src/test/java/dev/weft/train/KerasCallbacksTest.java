package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callbacks step by step beside Keras's: {@code golden/callbacks.py} wrote what those do. */
class KerasCallbacksTest {
  private static Stream<String> rows(String callback) throws IOException {
    try (var in = KerasCallbacksTest.class.getResourceAsStream("/golden/callbacks.csv")) {
      List<String> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return rows.stream().filter(row -> row.startsWith(callback + ","));
    }
  }

  static Stream<String> plateaus() throws IOException {
    return rows("plateau");
  }

  static Stream<String> earlyStops() throws IOException {
    return rows("early");
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void reducesTheLearningRateWhenKerasDoes(String row) {
    String[] cells = row.split(",");
    Map<String, String> given = arguments(cells[1]);
    ReduceLROnPlateau callback =
        new ReduceLROnPlateau(
            watch(given),
            number(given, "factor"),
            (int) number(given, "patience"),
            (int) number(given, "cooldown"),
            number(given, "min_lr"));
    callback.trainBegin(Small.model(0.5), validated());
    double rate = 0.5;
    String[] values = cells[2].split(" ");
    String[] rates = cells[3].split(" ");
    assertTrue(values.length > 10);
    for (int epoch = 0; epoch < values.length; epoch++) {
      callback.epochEnd(result(epoch, rate, monitor(given), Double.parseDouble(values[epoch])), null);
      rate = callback.learningRate(epoch + 1, 0, 0.5);
      double expected = Double.parseDouble(rates[epoch]);
      assertEquals(expected, rate, 1e-6 * expected, "after epoch " + epoch + " of " + row); // Keras's is a float
    }
  }

  @ParameterizedTest
  @MethodSource("earlyStops")
  void stopsWhenKerasDoesAndRestoresTheSameWeights(String row) {
    String[] cells = row.split(",");
    Map<String, String> given = arguments(cells[1]);
    EarlyStopping callback =
        new EarlyStopping(
            watch(given),
            (int) number(given, "patience"),
            Double.parseDouble(given.getOrDefault("baseline", "NaN")),
            Integer.parseInt(given.getOrDefault("start_from_epoch", "0")),
            given.get("restore_best_weights").equals("True"));
    Model model = Small.model(0.5);
    float[] weight = model.variables().getFirst().values();
    callback.trainBegin(model, validated());
    String[] values = cells[2].split(" ");
    int stopped = -1;
    for (int epoch = 0; epoch < values.length && stopped < 0; epoch++) {
      weight[0] = epoch;
      EpochResult result = result(epoch, 0.5, monitor(given), Double.parseDouble(values[epoch]));
      stopped = callback.epochEnd(result, model).stop() ? epoch : -1;
    }
    callback.trainEnd(model);
    assertEquals(cells[3], stopped + " " + (int) weight[0], row);
  }

  private static Fit validated() {
    return Fit.epochs(99).validation(Small.images(1));
  }

  private static Map<String, String> arguments(String words) {
    Map<String, String> arguments = new HashMap<>();
    for (String word : words.split(" ")) {
      arguments.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    return arguments;
  }

  private static double number(Map<String, String> given, String name) {
    return Double.parseDouble(given.get(name));
  }

  private static Monitor monitor(Map<String, String> given) {
    return Monitor.valueOf(given.get("monitor").toUpperCase(Locale.ROOT));
  }

  private static Watch watch(Map<String, String> given) {
    Watch.Mode mode = Watch.Mode.valueOf(given.get("mode").toUpperCase(Locale.ROOT));
    return new Watch(monitor(given), mode, number(given, "min_delta"));
  }

  private static EpochResult result(int epoch, double rate, Monitor monitor, double value) {
    return new EpochResult(
        epoch, rate, 9, 9, monitor == Monitor.VAL_LOSS ? value : 9, monitor == Monitor.VAL_ACCURACY ? value : 9, 1);
  }
}
