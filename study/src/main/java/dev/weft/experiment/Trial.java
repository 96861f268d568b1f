package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.augment.Augmenter;
import dev.weft.augment.ImageShape;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.OptimizerState;
import dev.weft.keras.KerasFile;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import dev.weft.train.Callback;
import dev.weft.train.Fit;
import dev.weft.train.MarginsLog;
import dev.weft.train.Model;
import dev.weft.train.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    try {
      TrialImages images = TrialImages.of(experiment, data);
      Graph network = experiment.network(Shape.of(all.height(), all.width(), all.channels()), all.classes());
      experiment.training().loss().check(network.output().last());
      List<Graph> networks = ExperimentStages.networks(experiment.training(), network);
      Scaling scaling = scaling(experiment, images.used());
      for (TrainingStage stage : experiment.training().inStages()) {
        Size image = stage.imageSize() == null ? Size.of(all.height(), all.width()) : stage.imageSize();
        Augmenter.of(stage.augment(), new ImageShape(image.height(), image.width(), all.channels())); // which it fits
        scaling.sized(image.height() * image.width() * all.channels(), all.channels());
        KerasFile.requireFits(networks.getLast(), stage.optimizer());
      }
      return new Trial(experiment.pinned(), data, network, images.train(), images.validation());
    } catch (IllegalArgumentException e) {
      throw new WeftException(experiment.name() + " on " + data.name() + ": " + e.getMessage(), e);
    }
  }

  /** The network with fresh weights, or with those of the network that it begins with. */
  public Model model() {
    Training training = experiment.training();
    Model model = Model.compile(network, training.optimizer(), training.loss(), training.seed());
    if (experiment.model().from() != null) {
      BaseNetwork.of(experiment.model()).into(model);
    }
    return model.scaling(scaling(experiment, train));
  }

  private static Scaling scaling(Experiment experiment, ImageSet images) {
    PixelScaling scaling = experiment.data().scaling();
    return scaling instanceof PixelScaling.Base
        ? BaseNetwork.of(experiment.model()).scaling(Shape.of(images.height(), images.width(), images.channels()))
        : scaling.fit(images);
  }

  /** What a person should know of the network that it begins with, a sentence each. */
  public List<String> notes() {
    return experiment.notes(network.input());
  }

  /**
   * Finds out whether each stage fits into the JVM's heap, before the first begins.
   *
   * @throws WeftException if one does not
   */
  public void requireMemory() {
    eachStage((model, batchSize, validated, kept) -> model.requireMemory(batchSize, train.size(), validated, kept));
  }

  /** About the bytes of heap that it takes in the stage where it takes most. */
  public long bytesNeeded() {
    long[] most = new long[1];
    eachStage((model, batchSize, validated, kept) ->
        most[0] = Math.max(most[0], model.bytesNeeded(batchSize, train.size(), validated, kept)));
    return most[0];
  }

  /** What is asked of a stage's model. */
  private interface OfStage {
    void ask(Model model, int batchSize, int validated, long kept);
  }

  private void eachStage(OfStage question) {
    Training training = experiment.training();
    List<Graph> networks = ExperimentStages.networks(training, network);
    List<TrainingStage> parts = training.inStages();
    for (int i = 0; i < parts.size(); i++) {
      Model model = Model.compile(networks.get(i), parts.get(i).optimizer(), training.loss(), training.seed());
      int validated = validation.map(ImageSet::size).orElse(0);
      long kept = bytesOfCallbacks(training, model) + bytesOfMargins();
      question.ask(model, parts.get(i).batchSize(), validated, kept);
    }
  }

  private long bytesOfMargins() {
    return experiment.training().margins() ? MarginsLog.bytes(train.size(), experiment.training().epochs()) : 0;
  }

  /** How to train it, as the experiment says: one stage, or several. */
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    List<Graph> networks = ExperimentStages.networks(experiment.training(), network);
    List<TrainingStage> parts = experiment.training().inStages();
    Map<Size, ImageSet> resized = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      TrainingStage part = parts.get(i);
      Size size = part.imageSize();
      ImageSet images = size == null ? train : resized.computeIfAbsent(size, its -> sized(train, its));
      Fit fit = fit(part, i == parts.size() - 1);
      stages.add(new Stage(networks.get(i), part.optimizer(), images, fit));
    }
    return stages;
  }

  /** The network as its last stage leaves it: the same layers, of which others may be frozen. */
  public Graph trained() {
    return ExperimentStages.networks(experiment.training(), network).getLast();
  }

  private static ImageSet sized(ImageSet set, Size size) {
    return size == null ? set : set.resized(size.height(), size.width());
  }

  private Fit fit(TrainingStage stage, boolean last) {
    Training training = experiment.training();
    Fit fit = Fit.epochs(stage.epochs()).batchSize(stage.batchSize()).shuffle(training.shuffle());
    fit = fit.augment(stage.augment()).classWeight(training.classWeight().of(train));
    for (Callback callback : callbacks(training, stage, last)) {
      fit = fit.callback(callback);
    }
    return fit.validation(validation.map(set -> sized(set, stage.imageSize())).orElse(null));
  }

  /** Averages come first: early stopping is to see them. */
  private static List<Callback> callbacks(Training training, TrainingStage stage, boolean last) {
    List<Callback> callbacks = new ArrayList<>();
    if (training.swapEmaWeights() != null && stage.optimizer().options().useEma()) {
      callbacks.add(training.swapEmaWeights().callback());
    }
    if (training.averaging() != null && last) {
      callbacks.add(training.averaging().callback());
    }
    if (stage.earlyStopping() != null) {
      callbacks.add(stage.earlyStopping().callback());
    }
    if (stage.reduceLrOnPlateau() != null) {
      callbacks.add(stage.reduceLrOnPlateau().callback());
    }
    return callbacks;
  }

  /** What the callbacks of a training keep beside its model in the stage where they keep most, in bytes. */
  public static long bytesOfCallbacks(Training training, Model model) {
    List<TrainingStage> parts = training.inStages();
    long most = 0;
    for (int i = 0; i < parts.size(); i++) {
      List<Callback> callbacks = callbacks(training, parts.get(i), i == parts.size() - 1);
      most = Math.max(most, callbacks.stream().mapToLong(callback -> callback.bytes(model)).sum());
    }
    return most;
  }

  /** About the bytes that a run's files take. */
  public long bytes() {
    Training training = experiment.training();
    List<TrainingStage> parts = training.inStages();
    long arrays = 0; // as long as the weights, in the checkpoint and in the model
    for (int i = 0; i < parts.size(); i++) {
      int slots = OptimizerState.slotsOfAWeight(parts.get(i).optimizer());
      int ofCallbacks = callbacks(training, parts.get(i), i == parts.size() - 1).size(); // one of each at most
      arrays = Math.max(arrays, 2 * (1 + slots) + ofCallbacks);
    }
    int predicted = data.test().size() + validation.map(ImageSet::size).orElse(0);
    long ofPredictions = 16L * predicted * data.test().classes();
    return arrays * Float.BYTES * network.parameters() + ofPredictions + 4 * bytesOfMargins() + (1 << 20);
  }
}
