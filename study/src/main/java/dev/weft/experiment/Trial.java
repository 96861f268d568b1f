package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.augment.Augmenter;
import dev.weft.augment.ImageShape;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.dataset.Split;
import dev.weft.keras.KerasFile;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.util.Locale;
import java.util.Optional;

/**
 * An experiment on the very images that it is about.
 *
 * @param data the data set, which may be another than the experiment asks for if that cannot be had
 * @param train what the network learns from
 * @param validation what it is watched on
 */
public record Trial(
    Experiment experiment, ImageDataset data, Graph network, ImageSet train, Optional<ImageSet> validation) {

  /**
   * Takes the training and validation images out of the data set.
   *
   * @throws WeftException if that leaves no image on a side, or if the network does not fit the images
   */
  public static Trial of(Experiment experiment, ImageDataset data) {
    ImageSet all = data.train();
    Integer size = experiment.data().trainSize();
    if (size != null && size > all.size()) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "'train_size' must be at most the %d training images of %s; received %d.",
              all.size(),
              data.name(),
              size));
    }
    ImageSet used = size == null ? all : experiment.data().chosen(all);
    try {
      Validation validation = experiment.data().validation();
      Optional<Split> split = validation.split(used, data.test(), experiment.training().seed());
      Optional<ImageSet> first = validation instanceof Validation.Given ? data.validation() : split.map(Split::first);
      Graph network = experiment.network(Shape.of(all.height(), all.width(), all.channels()), all.classes());
      experiment.training().loss().check(network.output().last());
      Augmenter.of(
          experiment.training().augment(), new ImageShape(all.height(), all.width(), all.channels())); // which it fits
      KerasFile.requireFits(network, experiment.training().optimizer());
      return new Trial(experiment, data, network, split.map(Split::rest).orElse(used), first);
    } catch (IllegalArgumentException e) {
      throw new WeftException(experiment.name() + " on " + data.name() + ": " + e.getMessage(), e);
    }
  }

  /** The network with fresh weights. */
  public Model model() {
    Training training = experiment.training();
    Scaling scaling = experiment.data().scaling().fit(train);
    return Model.compile(network, training.optimizer(), training.loss(), training.seed()).scaling(scaling);
  }

  /** How to train it, as the experiment says. */
  public Fit fit() {
    Training training = experiment.training();
    Fit fit = Fit.epochs(training.epochs()).batchSize(training.batchSize()).shuffle(training.shuffle());
    fit = fit.augment(training.augment()).classWeight(training.classWeight().of(train));
    if (training.earlyStopping() != null) {
      fit = fit.callback(training.earlyStopping().callback());
    }
    if (training.reduceLrOnPlateau() != null) {
      fit = fit.callback(training.reduceLrOnPlateau().callback());
    }
    return validation.isPresent() ? fit.validation(validation.get()) : fit;
  }

  /** About the bytes that a run's files take. */
  public long bytes() {
    long ofWeights =
        8L * Float.BYTES * network.parameters(); // weights and up to three slots, in the checkpoint and in the model
    long ofPredictions = 16L * data.test().size() * data.test().classes();
    return ofWeights + ofPredictions + (1 << 20);
  }
}
