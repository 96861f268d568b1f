package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.kernel.SmoothActivations;
import dev.weft.kernel.Sparsemax;
import dev.weft.model.Activation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations against Keras's numbers, which {@code golden/activations.py} wrote. */
class ElementwiseTest {
  private static final double TOLERANCE = 2e-6;

  /** Of one activation: x, f(x) and f'(x). */
  private record Golden(String name, List<double[]> rows) {
    float[] column(int i) {
      float[] column = new float[rows.size()];
      for (int row = 0; row < column.length; row++) {
        column[row] = (float) rows.get(row)[i];
      }
      return column;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> golden() throws IOException, URISyntaxException {
    Path file = Path.of(ElementwiseTest.class.getResource("/golden/activations.csv").toURI());
    Map<String, Golden> golden = new LinkedHashMap<>();
    Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(cells ->
            golden
                .computeIfAbsent(cells[0], name -> new Golden(name, new ArrayList<>()))
                .rows
                .add(
                    new double[] {
                      Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3])
                    }));
    return golden.values().stream();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void valuesAndDerivativesAreKerass(Golden golden) {
    Activation activation = Config.read(Activation.class, golden.name);
    float[] x = golden.column(0);
    float[] y = new float[x.length];
    float[] dx = new float[x.length];
    float[] dy = new float[x.length];
    if (activation == Activation.LOG_SOFTMAX) {
      SmoothActivations.logSoftmax(x, y, x.length, 0, 1);
      for (int i = 0; i < x.length; i++) {
        dy[i] = 2 * y[i];
      }
      SmoothActivations.logSoftmaxBackward(y, dy, dx, x.length, 0, 1);
    } else if (activation == Activation.SPARSEMAX) {
      Sparsemax.forward(x, y, x.length, 0, 1);
      for (int i = 0; i < x.length; i++) {
        dy[i] = 2 * y[i];
      }
      Sparsemax.backward(x, y, dy, dx, x.length, 0, 1);
    } else if (activation == Activation.LINEAR) {
      assertEquals(null, Elementwise.of(activation));
      return;
    } else {
      Elementwise function = Elementwise.of(activation);
      Arrays.fill(dy, 1);
      function.forward().apply(x, y, 0, x.length);
      function.backward().apply(function.fromOutput() ? y : x, dy, dx, 0, x.length);
    }
    for (int i = 0; i < x.length; i++) {
      double[] row = golden.rows.get(i);
      assertEquals(row[1], y[i], TOLERANCE * Math.max(1, Math.abs(row[1])), "f(" + x[i] + ")");
      assertEquals(row[2], dx[i], TOLERANCE * Math.max(1, Math.abs(row[2])), "f'(" + x[i] + ")");
    }
  }

  @Test
  void everyActivationHasNumbers() throws IOException, URISyntaxException {
    List<Activation> known = golden().map(golden -> Config.read(Activation.class, golden.name)).toList();
    for (Activation activation : Activation.values()) {
      assertTrue(activation == Activation.SOFTMAX || known.contains(activation), activation.name());
    }
  }
}
