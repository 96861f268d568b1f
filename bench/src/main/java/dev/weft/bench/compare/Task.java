package dev.weft.bench.compare;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.model.Activation;
import dev.weft.model.Graph;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * One run of one side: a workload with its data, batch and threads.
 *
 * @param train images to train on; for inference, those of the test set, again and again
 * @param test images to judge on
 */
public record Task(
    Workload workload, Graph network, int batch, int threads, int epochs, ImageSet train, ImageSet test) {

  /** From words such as {@code workload=w1 threads=2 epochs=3}; images, batch and width (of W1) may be changed. */
  public static Task parse(String[] words) {
    Map<String, String> settings = new HashMap<>();
    for (String word : words) {
      settings.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    Workload workload = Workload.valueOf(settings.get("workload").toUpperCase(Locale.ROOT));
    ImageDataset data = Datasets.load(workload.dataset(), null, Progress.NONE);
    ImageSet all = workload.inference() ? data.test() : data.train().range(workload.heldOut(), data.train().size());
    int images = Integer.parseInt(settings.getOrDefault("images", "" + all.size()));
    String width = settings.get("width");
    return new Task(
        workload,
        width == null ? workload.network() : Workload.mlp(Integer.parseInt(width), Activation.RELU),
        Integer.parseInt(settings.getOrDefault("batch", "" + workload.batch())),
        Integer.parseInt(settings.get("threads")),
        Integer.parseInt(settings.get("epochs")),
        all.subset(IntStream.range(0, images).map(i -> i % all.size()).toArray()),
        data.test());
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
}
