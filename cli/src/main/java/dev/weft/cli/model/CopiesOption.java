package dev.weft.cli.model;

import dev.weft.augment.Augmentation;
import dev.weft.cli.options.AugmentationList;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.config.Config;
import dev.weft.experiment.TestTimeAugmentation;
import dev.weft.train.AugmentedCopies;
import dev.weft.train.FixedViews;
import dev.weft.train.ImageViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a model is asked about augmented copies of each image, too. */
final class CopiesOption {
  private static final String EXAMPLE = "--augment '[{ RandomFlip: { mode: horizontal } }]'";

  @Option(
      names = "--tta",
      paramLabel = "N",
      description = "Test-time augmentation: the mean over each image and N augmented copies of it.")
  private Integer count;

  @Option(
      names = "--augment",
      paramLabel = "LIST",
      description = "How copies are changed, as in an experiment file; by default as in the model's training.")
  private String list;

  /**
   * Empty where nobody asks for copies, and the model's experiment has no views.
   *
   * @throws WrongUse if nothing says how they are changed
   */
  Optional<ImageViews> copies(String model, StoreOption store, CommandSpec spec) {
    if (count == null) {
      if (list != null) {
        throw new WrongUse(spec, "--augment changes copies of images; say how many with --tta, such as --tta 8.");
      }
      return ModelArgument.experiment(model, store)
          .map(experiment -> experiment.training().testTimeAugmentation())
          .map(TestTimeAugmentation::views);
    }
    if (count < 1) {
      throw new WrongUse(spec, "--tta needs at least 1 copy; received " + count + ".");
    }
    List<Augmentation> augment =
        list == null
            ? ModelArgument.experiment(model, store)
                .map(experiment -> experiment.training().augment())
                .orElse(List.of())
            : AugmentationList.read(list);
    try {
      return Optional.of(AugmentedCopies.of(count, augment));
    } catch (IllegalArgumentException e) {
      throw new WrongUse(
          spec,
          "copies of an image need an augmentation of single images; %s has none; say %s."
              .formatted(list == null ? "the training of " + model : "--augment", EXAMPLE));
    }
  }

  /** For {@code --json}. */
  static Map<String, Object> map(ImageViews views) {
    return switch (views) {
      case AugmentedCopies copies -> Map.of("copies", copies.count(), "augment", Config.write(copies.augment()));
      case FixedViews fixed -> Map.of("views", fixed.count() + 1);
    };
  }

  /** As in {@code mean over 10 views of each image}. */
  static String inWords(ImageViews views) {
    return views instanceof AugmentedCopies copies
        ? copies.count() + " augmented copies and itself"
        : views.count() + 1 + " views of each image";
  }
}
