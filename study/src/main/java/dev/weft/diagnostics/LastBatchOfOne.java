package dev.weft.diagnostics;

import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.run.Warning;
import java.util.Locale;
import java.util.Optional;

/**
 * Batch normalization learns from a batch of one image, which it normalizes by itself: behind a dense layer each number
 * becomes 0.
 *
 * @param images that train
 * @param batchSize of a step; the last batch of an epoch has what is left
 */
public record LastBatchOfOne(int images, int batchSize) implements Warning {
  static Optional<Warning> in(Graph network, int images, int batchSize) {
    boolean normalizes = network.nodes().stream().anyMatch(node -> node.layer() instanceof BatchNormalization);
    boolean one = batchSize == 1 || images % batchSize == 1;
    return normalizes && one ? Optional.of(new LastBatchOfOne(images, batchSize)) : Optional.empty();
  }

  @Override
  public String name() {
    return "last_batch_of_one";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s 1 image (%,d images, batches of %,d), which batch normalization normalizes by itself; take another batch"
            + " size.",
        batchSize == 1 ? "each batch has" : "the last batch of each epoch has",
        images,
        batchSize);
  }
}
