package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.experiment.Validation;
import java.util.function.Function;

/**
 * What can be wrong with trainings on images of one's own, once these are open: a file says neither their shape nor
 * their classes nor their parts.
 */
final class OwnImagesCheck {
  private OwnImagesCheck() {}

  /**
   * Opens the images and checks every recipe before the first is trained.
   *
   * @throws WeftException if a recipe's network does not fit its images, or a winner is to be chosen without validation
   */
  static void check(Study study, Function<DataSource, ImageDataset> data) {
    Function<DataSource, ImageDataset> open = DataSource.once(data);
    for (Part part : study.parts()) {
      for (Candidate candidate : part.candidates()) {
        DataSource source = candidate.experiment().data().source();
        if (source.isOwn()) {
          check(part, candidate, open.apply(source));
        }
      }
    }
  }

  private static void check(Part part, Candidate candidate, ImageDataset data) {
    Experiment experiment = candidate.experiment();
    boolean given = experiment.data().validation() instanceof Validation.Given;
    if (part.select() != null && part.crossValidation() == null && given && data.validation().isEmpty()) {
      throw new WeftException(
          "a winner is chosen on validation images, and %s has none: %s has no validation part; say data.validation, such as { stratified: 0.2 }, or cross_validation."
              .formatted(candidate.name(), data.name()));
    }
    try {
      Trial.of(experiment.validatedOn(Validation.NONE), data);
    } catch (WeftException e) {
      throw new WeftException("the recipe '%s': %s".formatted(candidate.name(), e.getMessage()), e);
    }
  }
}
