package dev.weft.bench.compare;

import dev.weft.dataset.ImageSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Properties;

/** A library that is measured: how it does a task. Each has a process of its own, whose main method is {@link #run}. */
public interface Side {
  /** Images whose outputs are compared. */
  int COMPARED = 8;

  /** Its name and version. */
  String version();

  /** Makes the task's network, with the task's first weights. */
  void open(Task task) throws Exception;

  /**
   * Trains for the task's epochs, each with an order of its own, until the clock has enough; tells the clock of every
   * batch and epoch.
   */
  void train(Clock clock) throws Exception;

  /**
   * The mean loss of the batches of {@link Task#compared()}, in their order, while plain gradient descent of {@link
   * Task#COMPARED_RATE} trains on them from the task's first weights; NaN where a library is not asked.
   */
  default double comparedLoss() throws Exception {
    return Double.NaN;
  }

  /** Whether {@link #predict} takes images with their channels first, in which order they lie before the clock runs. */
  default boolean channelsFirst() {
    return false;
  }

  /**
   * The probabilities of the classes for the first {@code samples} images.
   *
   * @param images (the task's batch, height, width, channels), or (the task's batch, channels, height, width)
   * @return at least (samples, classes)
   */
  float[] predict(float[] images, int samples) throws Exception;

  /** Does the task that the words describe, and prints times, memory and accuracy as lines of JSON. */
  static void run(Side side, String[] words) {
    try {
      String started = System.getProperty("bench.started");
      Task task = Task.parse(words);
      Clock clock = new Clock(started == null ? System.currentTimeMillis() : Long.parseLong(started), task.seconds());
      side.open(task);
      Clock.print("{\"version\": \"%s\"}", side.version());
      if (task.workload().inference()) {
        infer(side, task, clock);
      } else {
        side.train(clock);
      }
      Memory.print();
      check(side, task);
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** Whether it computes what the others do. */
  private static void check(Side side, Task task) throws Exception {
    if (task.workload().inference()) {
      writeOutputs(side, task);
    } else {
      Clock.print("{\"accuracy\": %.4f}", accuracy(side, task));
      double loss = task.isComparable() ? side.comparedLoss() : Double.NaN;
      if (!Double.isNaN(loss)) {
        Clock.print("{\"loss\": %.6f}", loss);
      }
    }
  }

  private static void writeOutputs(Side side, Task task) throws Exception {
    if (task.outputs() == null) {
      return;
    }
    int compared = Math.min(COMPARED, task.train().size());
    ByteBuffer bytes = ByteBuffer.allocate(compared * task.classes() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[] batch = new float[task.batch() * task.features()];
    float[] images = pixels(side, task.train().range(0, compared));
    for (int first = 0; first < compared; first += task.batch()) {
      int samples = Math.min(task.batch(), compared - first);
      System.arraycopy(images, first * task.features(), batch, 0, samples * task.features());
      bytes.asFloatBuffer().put(side.predict(batch, samples), 0, samples * task.classes());
      bytes.position(bytes.position() + samples * task.classes() * Float.BYTES);
    }
    Files.write(task.outputs(), bytes.array());
  }

  /** What a library says of a layer or an activation that it has not been taught, instead of leaving it out. */
  static IllegalArgumentException unknown(Object part) {
    return new IllegalArgumentException(
        "every side makes the same network; received " + part + ", which this one does not know; teach it.");
  }

  /** The version of a jar on the class path, by what Maven put into it. */
  static String mavenVersion(String group, String artifact) {
    Properties properties = new Properties();
    try (var in = Side.class.getResourceAsStream("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static float[] pixels(Side side, ImageSet set) {
    float[] images = Task.pixels(set);
    return side.channelsFirst() && set.channels() > 1 ? channelsFirst(images, set.size(), set.channels()) : images;
  }

  private static float[] channelsFirst(float[] images, int count, int channels) {
    float[] result = new float[images.length];
    int pixels = images.length / count / channels;
    for (int i = 0; i < images.length; i++) {
      int pixel = i / channels;
      result[(pixel / pixels * channels + i % channels) * pixels + pixel % pixels] = images[i];
    }
    return result;
  }

  private static void infer(Side side, Task task, Clock clock) throws Exception {
    float[] images = pixels(side, task.train());
    float[] batch = new float[task.batch() * task.train().features()];
    for (int epoch = 0; epoch < task.epochs() && !clock.enough(); epoch++) {
      clock.begin();
      for (int step = 0; step < task.steps(); step++) {
        int samples = task.samples(step);
        System.arraycopy(images, step * batch.length, batch, 0, samples * task.train().features());
        side.predict(batch, samples);
        clock.batch();
      }
      clock.end();
    }
  }

  /** On images of the test set: whether a side learned at all. */
  private static double accuracy(Side side, Task task) throws Exception {
    ImageSet test = task.test();
    float[] images = pixels(side, test);
    float[] batch = new float[task.batch() * test.features()];
    int correct = 0;
    for (int first = 0; first < test.size(); first += task.batch()) {
      int samples = Math.min(task.batch(), test.size() - first);
      System.arraycopy(images, first * test.features(), batch, 0, samples * test.features());
      float[] p = side.predict(batch, samples);
      for (int i = 0; i < samples; i++) {
        correct += best(p, i * test.classes(), test.classes()) == test.label(first + i) ? 1 : 0;
      }
    }
    return (double) correct / test.size();
  }

  private static int best(float[] p, int from, int classes) {
    int best = 0;
    for (int j = 1; j < classes; j++) {
      best = p[from + j] > p[from + best] ? j : best;
    }
    return best;
  }
}
