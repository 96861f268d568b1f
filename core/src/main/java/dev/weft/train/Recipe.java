package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.model.Optimizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  private static final String CALLBACKS = "callbacks: ";
  private static final String STAGE = "stage ";

  /**
   * @param whole what holds for all stages
   */
  static Recipe of(Model model, List<Stage> stages, Fit whole) {
    Scaling scaling = model.scaling();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "loss: " + model.loss(),
                "seed: " + model.seed(),
                "scaling: " + checksum(scaling.scale()) + " " + checksum(scaling.offset()),
                CALLBACKS
                    + names(Stream.concat(stages.getFirst().fit().callbacks().stream(), whole.callbacks().stream()))));
    List<Optimizer> optimizers = StageSchedules.of(stages);
    Stage before = null;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      String prefix = i == 0 ? "" : String.format(Locale.ROOT, "%s%d ", STAGE, i + 1);
      lines(stage, optimizers.get(i), before).forEach(line -> lines.add(prefix + line));
      if (i < stages.size() - 1) {
        lines.add(String.format(Locale.ROOT, "%s%d epochs: %d", STAGE, i + 1, stage.fit().epochs()));
      }
      before = stage;
    }
    return new Recipe(lines);
  }

  /**
   * What a stage is, but for its epochs.
   *
   * @param scheduled its optimizer for a training of this length
   * @param before the stage before it, whose images, if they are the same, are not summed again; null for none
   */
  private static List<String> lines(Stage stage, Optimizer scheduled, Stage before) {
    Fit fit = stage.fit();
    List<String> lines = new ArrayList<>();
    lines.add("network: " + stage.network());
    lines.add("optimizer: " + stage.optimizer());
    lines.add("batch_size: " + fit.batchSize());
    lines.add("shuffle: " + fit.shuffle());
    if (before == null || !before.train().equals(stage.train())) {
      lines.add("images: " + checksum(stage.train()));
    }
    float[] weights = fit.weights(stage.train());
    lines.add("class_weight or sample_weight: " + (weights == null ? "none" : checksum(weights)));
    ImageSet validation = fit.validation();
    if (before == null || !Objects.equals(before.fit().validation(), validation)) {
      lines.add("validation: " + (validation == null ? "none" : checksum(validation)));
    }
    if (before != null) {
      lines.add(CALLBACKS + names(fit.callbacks().stream()));
    }
    if (!fit.augment().isEmpty()) {
      lines.add(AUGMENT + fit.augment()); // without one, recipes are as before there was any
    }
    if (!scheduled.equals(stage.optimizer())) {
      lines.add("epochs, which the learning rate follows: " + scheduled.learningRate());
    }
    return lines;
  }

  private static List<String> names(Stream<Callback> callbacks) {
    return callbacks.map(callback -> callback.getClass().getName()).toList();
  }

  String text() {
    return String.join("\n", lines);
  }

  /** The names of what is not the same in another recipe's text. */
  List<String> differences(String text) {
    List<String> others = text.lines().toList();
    return Stream.concat(
            lines.stream().filter(line -> !others.contains(line)),
            others.stream()
                .filter(line -> line.startsWith(AUGMENT) || line.startsWith(STAGE))
                .filter(line -> !lines.contains(line)))
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
