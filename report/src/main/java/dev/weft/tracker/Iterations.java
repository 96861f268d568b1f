package dev.weft.tracker;

import dev.weft.run.TrackedRun;
import dev.weft.train.EpochResult;
import java.util.Map;
import java.util.OptionalLong;

/** The steps of an optimizer, which Keras counts its evaluations by. */
final class Iterations {
  private static final String IMAGES = "split.train_images";
  private static final String BATCH = "training.batch_size";

  private Iterations() {}

  /** How many there are after an epoch; empty of a training in several stages, whose batches may differ. */
  static OptionalLong of(TrackedRun run, EpochResult epoch) {
    OptionalLong images = number(run.run().provenance(), IMAGES);
    OptionalLong batch = number(run.run().parameters(), BATCH);
    if (epoch.stage() > 0 || images.isEmpty() || batch.isEmpty() || batch.getAsLong() == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((epoch.epoch() + 1) * Math.ceilDiv(images.getAsLong(), batch.getAsLong()));
  }

  private static OptionalLong number(Map<String, String> texts, String name) {
    String text = texts.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
