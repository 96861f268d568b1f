package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
  private static final int COUNT = 10;
  private static final List<Integer> IN_ORDER = IntStream.range(0, COUNT).boxed().toList();

  /** Image i is one pixel of value i, is of class i and weighs i. */
  private static ImageSet images() {
    byte[] pixels = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      pixels[i] = (byte) i;
    }
    List<String> names = IN_ORDER.stream().map(String::valueOf).toList();
    return ImageSet.of(pixels, IN_ORDER.stream().mapToInt(i -> i).toArray(), 1, 1, 1, names);
  }

  private static final class Loaded {
    final List<Integer> sizes = new ArrayList<>();
    final List<Integer> labels = new ArrayList<>();
  }

  /** Loads an epoch and sees to it that pixels, labels and weights belong together. */
  private static Loaded epoch(boolean shuffle, long seed, int epoch, int batch) {
    Graph network = Sequential.of(Input.of(1), Dense.of(COUNT));
    float[] weights = new float[COUNT];
    IN_ORDER.forEach(i -> weights[i] = i);
    try (WorkerPool workers = new WorkerPool(2)) {
      Program program = Program.inference(network, Variable.of(network, 1), null, batch, workers);
      Scaling identity = Scaling.of("identity", new float[] {1}, new float[] {0});
      BatchLoader feed = new BatchLoader(images(), identity, weights, null, program, workers);
      if (shuffle) {
        feed.shuffle(seed, 0); // an epoch's order must not depend on those before
        feed.shuffle(seed, epoch);
      }
      Loaded loaded = new Loaded();
      for (int step = 0; step < feed.steps(); step++) {
        int samples = feed.load(step);
        loaded.sizes.add(samples);
        for (int i = 0; i < samples; i++) {
          assertEquals(feed.labels()[i], program.input()[i]);
          assertEquals(feed.labels()[i], feed.weights()[i]);
          loaded.labels.add(feed.labels()[i]);
        }
      }
      return loaded;
    }
  }

  @Test
  void keepsTheOrderUnlessShuffled() {
    assertEquals(IN_ORDER, epoch(false, 1, 0, 4).labels);
  }

  @Test
  void makesTheLastBatchSmaller() {
    assertEquals(List.of(4, 4, 2), epoch(false, 1, 0, 4).sizes);
    assertEquals(List.of(5, 5), epoch(false, 1, 0, 5).sizes);
    assertEquals(List.of(10), epoch(false, 1, 0, 10).sizes);
  }

  @Test
  void showsEveryImageOnceInAnEpoch() {
    assertEquals(IN_ORDER, epoch(true, 1, 3, 4).labels.stream().sorted().toList());
  }

  @Test
  void shufflesBySeedAndEpochAlone() {
    assertEquals(epoch(true, 1, 1, 4).labels, epoch(true, 1, 1, 3).labels);
    assertNotEquals(IN_ORDER, epoch(true, 1, 0, 4).labels);
    assertNotEquals(epoch(true, 1, 0, 4).labels, epoch(true, 1, 1, 4).labels);
    assertNotEquals(epoch(true, 1, 0, 4).labels, epoch(true, 2, 0, 4).labels);
  }

  @Test
  void shufflesFairly() {
    int[][] seen = new int[COUNT][COUNT]; // how often each image came at each place
    int rounds = 2_000;
    for (int epoch = 0; epoch < rounds; epoch++) {
      List<Integer> labels = epoch(true, 5, epoch, COUNT).labels;
      for (int place = 0; place < COUNT; place++) {
        seen[labels.get(place)][place]++;
      }
    }
    double expected = (double) rounds / COUNT;
    double chi2 = 0;
    for (int[] row : seen) {
      for (int count : row) {
        chi2 += (count - expected) * (count - expected) / expected;
      }
    }
    assertEquals(81, chi2, 60); // (COUNT - 1)^2 degrees of freedom, deviation sqrt(2 * 81) = 13
  }
}
