package dev.weft.server.draw;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.TrialImages;
import dev.weft.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images that a served network learned from, where this machine has them; nothing is fetched. */
final class TrainingImages {
  private TrainingImages() {}

  /**
   * The training part of the run that a model's file lies in, or of the named set that the file tells of.
   *
   * @param dataset what the model's file calls its data; empty if it does not
   * @param classNames those of the network, by which the images are labelled
   * @param dataDir the folder that holds named data sets, or null
   * @param features how many numbers an image of the network has
   * @throws WeftException if it is not known which they are, or if they are not here
   */
  static ImageSet of(Path file, String dataset, List<String> classNames, Path dataDir, int features) {
    Optional<Experiment> experiment = experiment(file);
    if (experiment.isEmpty() && !Datasets.isNamed(dataset)) {
      throw new WeftException("the network's file does not tell which images it learned from.");
    }
    DataSource source = experiment.map(of -> of.data().source()).orElseGet(() -> DataSource.named(dataset));
    requireHere(source, dataDir);
    ImageDataset set = source.load(dataDir, Progress.NONE);
    ImageSet images = experiment.map(of -> TrialImages.of(of, set).train()).orElse(set.train());
    if (images.features() != features) {
      throw new WeftException(
          "the images of %s have another size than those that the network takes.".formatted(set.name()));
    }
    try {
      return images.labelledAs(classNames);
    } catch (IllegalArgumentException e) {
      throw new WeftException("%s: %s".formatted(set.name(), e.getMessage()), e);
    }
  }

  private static Optional<Experiment> experiment(Path file) {
    Path folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
    return RunFolder.holdsRun(folder)
        ? Optional.of(ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of()))
        : Optional.empty();
  }

  private static void requireHere(DataSource source, Path dataDir) {
    if (!source.isHere(dataDir)) {
      throw new WeftException(
          "the images that the network learned from, %s, are not on this machine.".formatted(source.dataset()));
    }
  }
}
