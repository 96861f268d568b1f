package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TaskTest {
  @TempDir Path folder;

  /** MFLOP of an image: by hand for W1 and W3; He et al. and Sandler et al. say 3.8 and 0.30 billion multiply-adds. */
  @ParameterizedTest
  @CsvSource({"W1, 0.82, 0.01", "W3, 14.3, 0.1", "W9, 602, 12", "W10, 7740, 160"})
  void floatingPointOperationsAreCounted(Workload workload, double millions, double tolerance) {
    assertEquals(millions, workload.flops() / 1e6, tolerance);
  }

  @Test
  void aSmallImageIsEnlargedByItsNearestPixels() {
    ImageSet set = ImageSet.of(new byte[] {1, 2, 3, 4}, new int[] {0}, 2, 2, 1, List.of("a"));
    assertArrayEquals(new byte[] {1, 1, 2, 1, 1, 2, 3, 3, 4}, Enlarged.of(set, 3, 1).image(0));
    assertArrayEquals(new byte[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, Enlarged.of(set, 2, 3).image(0));
  }

  @Test
  void inferenceHasAveragesAsIfItHadBeenTrained() {
    Graph network = Workload.W8.network(28);
    Variable fresh = variable(network, false);
    Variable trained = variable(network, true);
    assertEquals(1, fresh.values()[0]);
    assertTrue(trained.values()[0] != 1 && trained.values()[0] > 0.5);
  }

  private static Variable variable(Graph network, boolean inference) {
    return Networks.variables(network, inference).stream()
        .filter(variable -> variable.weight().name().equals("moving_variance"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTaskForPythonHasTheNetworkAndItsWeights() throws Exception {
    Map<?, ?> task = new JsonMapper().readValue(Files.readString(TaskFile.write(Workload.W7, folder)), Map.class);
    assertEquals("SGD", task.get("optimizer"));
    assertEquals(0.9, ((Map<?, ?>) task.get("optimizer_arguments")).get("momentum"));
    assertEquals(List.of(32, 32, 3), task.get("input_shape"));
    Map<?, ?> first = (Map<?, ?>) ((List<?>) task.get("layers")).getFirst();
    assertEquals("Conv2D", first.get("kind"));
    assertEquals(Map.of("kernel", List.of(3, 3, 3, 16)), first.get("weights"));
    long numbers = Networks.variables(Workload.W7.network(32), false).stream().mapToLong(v -> v.values().length).sum();
    assertEquals(4 * numbers, Files.size(folder.resolve("w7.weights")));
  }
}
