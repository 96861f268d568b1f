package dev.weft.cli.model;

import dev.weft.WeftException;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.TrialImages;
import dev.weft.image.Intake;
import dev.weft.keras.KerasModel;
import dev.weft.model.Shape;
import java.util.Map;
import java.util.Optional;

/** The images that a model learned, as its run or its file says, or others of a user's, as the model takes them. */
final class LearnedData {
  private LearnedData() {}

  /**
   * The images that a model learned from: of a run its training part, of a file all training images of the set that it
   * names.
   *
   * @throws WeftException if it is not known which they are, or if they cannot be had
   */
  static ImageSet training(
      String argument, KerasModel file, StoreOption store, DataOptions options, Terminal terminal) {
    ImageDataset set = set(argument, file, store, options, terminal);
    return ModelArgument.experiment(argument, store).map(of -> TrialImages.of(of, set).train()).orElse(set.train());
  }

  /** The data set of a model's run, or the one that its file names. */
  static ImageDataset set(String argument, KerasModel file, StoreOption store, DataOptions options, Terminal terminal) {
    Optional<Experiment> experiment = ModelArgument.experiment(argument, store);
    String learned = file.metadata().dataset();
    if (experiment.isEmpty() && !Datasets.isNamed(learned)) {
      throw new WeftException(
          learned.isEmpty()
              ? "%s does not say what it learned; say --data NAME|PATH.".formatted(argument)
              : "%s learned images of somebody's own, %s; say --data PATH.".formatted(argument, learned));
    }
    DataSource source = experiment.map(of -> of.data().source()).orElseGet(() -> DataSource.named(learned));
    ImageDataset set = options.load(source, false, terminal);
    Object sum = file.metadata().provenance().get("dataset") instanceof Map<?, ?> of ? of.get("sha256") : null;
    if (sum != null && !set.checksum().equals(sum)) {
      terminal.note("warning: %s changed since the model learned.".formatted(set.name()));
    }
    return set;
  }

  /**
   * The images of a set that a model can take.
   *
   * @throws WeftException if they are of another size, or of other classes
   */
  static ImageSet fitting(ImageSet images, String name, TrainedModel model) {
    Shape takes = model.model().network().input();
    if (takes.elements() != images.features()) {
      throw new WeftException(
          "%s takes images of shape %s; those of %s are %s; see --size and --channels."
              .formatted(model.name(), takes, name, Shape.of(images.height(), images.width(), images.channels())));
    }
    try {
      return images.labelledAs(model.classNames());
    } catch (IllegalArgumentException e) {
      throw new WeftException("%s on %s: %s".formatted(model.name(), name, e.getMessage()), e);
    }
  }

  /** Images of one's own become what the network takes, in the way of those that it learned. */
  static DataSource asTaken(DataSource source, Optional<Intake> intake) {
    return intake.map(source::takenBy).orElse(source);
  }
}
