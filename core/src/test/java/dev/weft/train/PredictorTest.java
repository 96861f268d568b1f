package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Sequential;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private static final int FEATURES = 28 * 28;
  private static final int SAMPLES = 100;

  private final Model model = Small.model(Small.MIXED, Adam.of());
  private final float[] inputs = inputs();

  private static float[] inputs() {
    SplittableRandom random = new SplittableRandom(1);
    float[] inputs = new float[SAMPLES * FEATURES];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble();
    }
    return inputs;
  }

  /** What the model says of each sample by itself. */
  private float[] oneByOne(Predictor predictor) {
    float[] all = new float[SAMPLES * 10];
    for (int i = 0; i < SAMPLES; i++) {
      float[] one = predictor.predict(Arrays.copyOfRange(inputs, i * FEATURES, (i + 1) * FEATURES));
      System.arraycopy(one, 0, all, i * 10, 10);
    }
    return all;
  }

  @Test
  void neitherBatchNorThreadsChangeAnAnswer() {
    for (int threads = 1; threads <= 3; threads++) {
      try (Predictor predictor = model.predictor(threads)) {
        float[] expected = oneByOne(predictor);
        for (int samples : new int[] {1, 31, 32, 33, 64, 65, SAMPLES}) {
          float[] answers = predictor.predict(Arrays.copyOf(inputs, samples * FEATURES));
          assertArrayEquals(Arrays.copyOf(expected, samples * 10), answers, samples + " by " + threads);
        }
      }
    }
  }

  /** Its pieces are few samples, so that threads share each layer. */
  @Test
  void threadsShareTheLayersOfALargeNetworkAndChangeNoBit() {
    Graph network =
        Sequential.of(
            Input.of(60, 61, 3),
            Conv2D.of(72, 3).padding(Padding.SAME).useBias(false),
            BatchNormalization.of(),
            ReLU.of(),
            DepthwiseConv2D.of(3).strides(2),
            Conv2D.of(200, 1),
            GlobalAveragePooling2D.of(),
            Dense.of(4));
    Model large = Model.compile(network, Adam.of(), Loss.MEAN_SQUARED_ERROR, 1);
    int features = network.input().elements();
    SplittableRandom random = new SplittableRandom(2);
    float[] three = new float[3 * features];
    for (int i = 0; i < three.length; i++) {
      three[i] = (float) random.nextDouble();
    }
    float[] expected = large.predict(three);
    for (int threads = 1; threads <= 3; threads++) {
      try (Predictor predictor = large.predictor(threads)) {
        assertArrayEquals(expected, predictor.predict(three));
        float[] last = predictor.predict(Arrays.copyOfRange(three, 2 * features, 3 * features));
        assertArrayEquals(Arrays.copyOfRange(expected, 8, 12), last);
      }
    }
  }

  @Test
  void manyThreadsMayAskAtATime() {
    try (Predictor predictor = model.predictor(2)) {
      float[] expected = predictor.predict(inputs);
      IntStream.range(0, 200).parallel().forEach(i -> assertArrayEquals(expected, predictor.predict(inputs)));
    }
  }

  @Test
  void laterTrainingDoesNotChangeIt() {
    try (Predictor predictor = model.predictor(1)) {
      float[] before = predictor.predict(inputs);
      model.fit(Small.images(64), Small.fit(1, 32));
      assertArrayEquals(before, predictor.predict(inputs));
    }
  }

  @Test
  void inputsAreWholeSamples() {
    try (Predictor predictor = model.predictor(1)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[785])).getMessage();
      assertEquals("inputs must be one or more samples of 784 numbers each; received 785 numbers.", message);
    }
  }

  @Test
  void onceWarmACallAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] out = new float[SAMPLES * 10];
    try (Predictor predictor = model.predictor(1)) {
      long least = Long.MAX_VALUE;
      long until = System.nanoTime() + 120_000_000_000L;
      while (least > 0 && System.nanoTime() < until) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int samples = 1; samples <= SAMPLES; samples += 33) {
          predictor.predict(inputs, samples, out);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least);
    }
  }
}
