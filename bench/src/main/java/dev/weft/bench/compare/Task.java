package dev.weft.bench.compare;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import dev.weft.zoo.Family;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * One run of one side: a workload with its data, batch and threads.
 *
 * @param epochs at most
 * @param seconds after which no further epoch begins, but for the second
 * @param train images to train on; for inference, those of the test set, again and again; of {@link Workload#W11} none
 * @param test images to judge on
 * @param folder of the images of {@link Workload#W11}, with a folder a class; else null
 * @param outputs where what a network says of some images is written; null for nowhere
 */
public record Task(
    Workload workload,
    Graph network,
    int batch,
    int threads,
    int epochs,
    double seconds,
    ImageSet train,
    ImageSet test,
    Path folder,
    Path outputs) {
  /** Learning rate of plain gradient descent while the losses of all sides are compared. */
  public static final double COMPARED_RATE = 0.01;

  /** Images on which it is judged whether a side learned at all. */
  private static final int JUDGED = 2_000;

  /** From words such as {@code workload=w1 threads=2 epochs=3}; images, batch, size and family may be changed. */
  static Task parse(String[] words) {
    Map<String, String> settings = new HashMap<>();
    for (String word : words) {
      settings.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    Workload workload = Workload.of(settings.get("workload"));
    int size = Integer.parseInt(settings.getOrDefault("size", "" + workload.size()));
    int images = Integer.parseInt(settings.getOrDefault("images", "" + workload.images()));
    Graph network = workload.network(size);
    if (settings.containsKey("family")) {
      network = Family.valueOf(settings.get("family")).network(network.input(), network.output().elements());
    }
    ImageDataset data = workload.wholly() ? null : Datasets.load(workload.dataset(), null, Progress.NONE);
    return new Task(
        workload,
        network,
        Integer.parseInt(settings.getOrDefault("batch", "" + workload.batches().getFirst())),
        Integer.parseInt(settings.get("threads")),
        Integer.parseInt(settings.get("epochs")),
        Double.parseDouble(settings.getOrDefault("seconds", "Infinity")),
        data == null ? null : sized(workload.inference() ? data.test() : data.train(), images, network),
        data == null || workload.inference() ? null : sized(data.test(), JUDGED, network),
        path(settings.get("folder")),
        path(settings.get("outputs")));
  }

  private static Path path(String word) {
    return word == null ? null : Path.of(word);
  }

  /** So many images of a set, from its beginning again where it ends, as large as the network takes them. */
  private static ImageSet sized(ImageSet set, int images, Graph network) {
    int[] indices = IntStream.range(0, images).map(i -> i % set.size()).toArray();
    return Enlarged.of(set.subset(indices), network.input().size(0), network.input().size(2));
  }

  /** The weights from which every side begins. */
  public List<Variable> variables() {
    return workload.firstWeights(network);
  }

  /** What the network says of one image. */
  public int classes() {
    return network.output().elements();
  }

  /** Numbers of an image. */
  public int features() {
    return network.input().elements();
  }

  /** Batches of an epoch; the last may be smaller. */
  public int steps() {
    return Math.ceilDiv(train.size(), batch);
  }

  /** Images of the batch of a step. */
  public int samples(int step) {
    return Math.min(batch, train.size() - step * batch);
  }

  /** All images in an order of its own for each epoch. */
  public int[] order(int epoch) {
    SplittableRandom random = new SplittableRandom(epoch);
    int[] order = IntStream.range(0, train.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** The first images of training, on which all sides begin with the same weights and must lose the same. */
  public ImageSet compared() {
    return train.range(0, Math.min(3 * batch, train.size()));
  }

  /** Whether all sides lose the same: where nothing is random. */
  public boolean isComparable() {
    return network.layers().stream().noneMatch(layer -> layer.kind().equals("Dropout"));
  }

  /** (images, height, width, channels), from 0 to 1. */
  public static float[] pixels(ImageSet set) {
    float[] pixels = new float[set.size() * set.features()];
    eachImage(set, (image, i) -> System.arraycopy(image, 0, pixels, i * image.length, image.length));
    return pixels;
  }

  /** Takes each image of a set, (height, width, channels) from 0 to 1, with its index. */
  public static void eachImage(ImageSet set, ObjIntConsumer<float[]> taker) {
    float[] values = new float[set.features()];
    for (int i = 0; i < set.size(); i++) {
      byte[] image = set.image(i);
      for (int j = 0; j < image.length; j++) {
        values[j] = (image[j] & 0xff) / 255f;
      }
      taker.accept(values, i);
    }
  }

  /** The weights of a layer in the network's order, such as kernel and bias. */
  public static List<float[]> weights(List<Variable> variables, String layer) {
    return variables.stream().filter(v -> v.layer().equals(layer)).map(Variable::values).toList();
  }
}
