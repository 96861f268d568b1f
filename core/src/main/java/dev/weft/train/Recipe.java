package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.model.Schedule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What decides the weights that a training ends with, apart from the number of its epochs; of images and other long
 * things a checksum. What callbacks are set to, and what a schedule of the user's own computes, is not checked.
 *
 * @param lines {@code name: value} each
 */
record Recipe(List<String> lines) {
  private static final String AUGMENT = "augment: ";

  /**
   * @param weights (set.size()), or null for ones
   * @param schedule the optimizer's for a training of this length
   */
  static Recipe of(Model model, ImageSet set, float[] weights, Fit fit, Schedule schedule) {
    Scaling scaling = model.scaling();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "network: " + model.network(),
                "optimizer: " + model.optimizer(),
                "loss: " + model.loss(),
                "seed: " + model.seed(),
                "scaling: " + checksum(scaling.scale()) + " " + checksum(scaling.offset()),
                "images: " + checksum(set),
                "class_weight or sample_weight: " + (weights == null ? "none" : checksum(weights)),
                "batch_size: " + fit.batchSize(),
                "shuffle: " + fit.shuffle(),
                "validation: " + (fit.validation() == null ? "none" : checksum(fit.validation())),
                "callbacks: " + fit.callbacks().stream().map(callback -> callback.getClass().getName()).toList()));
    if (!fit.augment().isEmpty()) {
      lines.add(AUGMENT + fit.augment()); // without one, recipes are as before there was any
    }
    if (!schedule.equals(model.optimizer().learningRate())) {
      lines.add("epochs, which the learning rate follows: " + schedule);
    }
    return new Recipe(lines);
  }

  String text() {
    return String.join("\n", lines);
  }

  /** The names of what is not the same in another recipe's text. */
  List<String> differences(String text) {
    List<String> others = text.lines().toList();
    return Stream.concat(
            lines.stream().filter(line -> !others.contains(line)),
            others.stream().filter(line -> line.startsWith(AUGMENT) && !lines.contains(line)))
        .map(line -> line.substring(0, line.indexOf(':')))
        .distinct()
        .toList();
  }

  private static String checksum(ImageSet set) {
    String known = set.checksum();
    return String.format(
        Locale.ROOT,
        "%d images %s, labels %x",
        set.size(),
        known.isEmpty() ? checksumOfPixels(set) : known,
        Arrays.hashCode(set.labels()));
  }

  private static String checksumOfPixels(ImageSet set) {
    CRC32 checksum = new CRC32();
    for (int i = 0; i < set.size(); i++) {
      checksum.update(set.pixels().asSlice(set.pixelOffset(i), set.features()).asByteBuffer());
    }
    return Long.toHexString(checksum.getValue());
  }

  private static String checksum(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }
}
