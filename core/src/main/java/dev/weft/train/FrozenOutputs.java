package dev.weft.train;

import dev.weft.Seconds;
import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.ImageUnion;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import java.io.IOException;

/** The outputs of layers that do not learn: computed once for all epochs, or batch by batch where images change. */
final class FrozenOutputs {
  private final Model model;
  private final FrozenPart part;
  private final Fit whole;
  private final WorkerPool workers;
  private Features train;
  private Features validation;
  private boolean stopped;

  FrozenOutputs(Model model, FrozenPart part, Stage stage, Fit whole, WorkerPool workers) {
    this.model = model;
    this.part = part;
    this.whole = whole;
    this.workers = workers;
    ImageSet watched = stage.fit().validation();
    if (!stage.fit().augment().isEmpty()) {
      say(
          "the frozen layers up to '%s' compute anew in each epoch, as augmentation changes every image."
              .formatted(part.end()));
    } else if (watched != null && computeTogether(stage.train(), watched)) {
      return;
    } else {
      train = features(stage.train());
    }
    if (watched != null && !stopped) {
      validation = features(watched);
    }
  }

  /** So that all folds of a cross-validation share them; false if these are other images, or too many for one file. */
  private boolean computeTogether(ImageSet learned, ImageSet watched) {
    if (!ImageUnion.isOf(learned, watched)) {
      return false;
    }
    ImageUnion both = ImageUnion.of(learned, watched);
    if (!Features.fit(part, both.all().size())) {
      return false;
    }
    Features all = features(both.all());
    if (all != null) {
      train = all.at(both.first());
      validation = all.at(both.second());
    }
    return true;
  }

  private void say(String sentence) {
    whole.callbacks().forEach(callback -> callback.note(sentence));
  }

  private Features features(ImageSet set) {
    try {
      Features features =
          Features.of(
                  part,
                  set,
                  model.scaling(),
                  whole.features(),
                  workers,
                  whole.stop(),
                  (images, all) -> whole.callbacks().forEach(callback -> callback.frozenOutputs(images, all)))
              .orElse(null);
      stopped |= features == null;
      return features;
    } catch (IOException e) {
      say(
          "the frozen layers up to '%s' compute anew in each epoch, as there is no place for their outputs (%s)."
              .formatted(part.end(), WeftException.reason(e)));
      return null;
    }
  }

  /** Whether it was asked to stop before all was computed. */
  boolean isStopped() {
    return stopped;
  }

  BatchLoader loader(ImageSet set, float[] weights, BatchAugmentation augmentation, Program head) {
    Program before = train == null ? part.program(head.batch(), workers) : null;
    return new BatchLoader(set, model.scaling(), weights, augmentation, head, before, train, workers);
  }

  Evaluator validator(ImageSet set) {
    return validation == null
        ? new Evaluator(model, set, Model.EVALUATION_BATCH, workers)
        : new Evaluator(model, part, validation, set, workers);
  }

  /**
   * @param epoch the seconds of one
   */
  void sayWhatWasSaved(double epoch) {
    if (train == null) {
      return;
    }
    String computed =
        train.isKept()
            ? "are kept from an earlier training, which took %s for them".formatted(Seconds.text(train.seconds()))
            : "were computed once, in " + Seconds.text(train.seconds());
    say(
        "the outputs of the frozen layers up to '%s' %s; an epoch now takes %s instead of about %s."
            .formatted(part.end(), computed, Seconds.text(epoch), Seconds.text(train.seconds() + epoch)));
  }
}
