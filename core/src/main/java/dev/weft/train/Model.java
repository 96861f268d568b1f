package dev.weft.train;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.InnerValues;
import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.kernel.Pixels;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import dev.weft.model.Truncation;
import dev.weft.model.Weight;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network with its weights, and how it is trained. Not for more than one thread at a time. See <a
 * href="https://keras.io/api/models/model/">Keras</a>.
 */
public final class Model {
  /** Images at a time where nobody chose: enough for every product to be wide, few enough for the cache. */
  public static final int EVALUATION_BATCH = 128;

  private Graph network;
  private Optimizer optimizer;
  private final Loss loss;
  private final long seed;
  private List<Variable> variables;
  private OptimizerState optimizerState;
  private Scaling scaling;
  private String trainedOtherwise = "";

  private Model(Graph network, Optimizer optimizer, Loss loss, long seed) {
    this.network = network;
    this.optimizer = optimizer;
    this.loss = loss;
    this.seed = seed;
    loss.check(network.output().last());
    this.variables = Variable.of(network, seed);
    this.optimizerState = OptimizerState.of(optimizer, variables);
    this.scaling = Scaling.rescale(network.input().elements());
  }

  /**
   * A network with fresh weights.
   *
   * @param seed decides the first weights, the order of images and what dropout drops: the same seed gives the same
   *     training
   */
  public static Model compile(Graph network, Optimizer optimizer, Loss loss, long seed) {
    return new Model(network, optimizer, loss, seed);
  }

  public Graph network() {
    return network;
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  public Loss loss() {
    return loss;
  }

  public long seed() {
    return seed;
  }

  /** All weights in layer order; their arrays are the weights themselves. */
  public List<Variable> variables() {
    return variables;
  }

  /**
   * The numbers of one weight, the array itself, row-major.
   *
   * @param layer the layer's name in the network, such as {@code dense_1}
   * @param name as Keras calls the weight within its layer, such as {@code kernel}
   * @throws IllegalArgumentException if there is no such weight
   */
  public float[] weights(String layer, String name) {
    return variables.stream()
        .filter(variable -> variable.layer().equals(layer) && variable.weight().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the network must have the weight %s of the layer %s; it has %s."
                    .formatted(name, layer, variables.stream().map(Variable::path).toList())))
        .values();
  }

  public OptimizerState optimizerState() {
    return optimizerState;
  }

  /** How bytes become the network's inputs; divided by 255 unless set otherwise. */
  public Scaling scaling() {
    return scaling;
  }

  /** Sets how bytes become the network's inputs, and returns this model. */
  public Model scaling(Scaling scaling) {
    if (scaling.scale().length != network.input().elements()) {
      throw new IllegalArgumentException(
          "a scaling has as many numbers as the network's input, "
              + network.input().elements()
              + "; received "
              + scaling.scale().length
              + ".");
    }
    this.scaling = scaling;
    return this;
  }

  /**
   * Says that {@link #fit} would train this model otherwise than its maker did; it refuses then. {@link #recompiled}
   * gives one that can be trained.
   *
   * @param why such as {@code its file trains it with the optimizer Lion}
   */
  public Model trainedOtherwise(String why) {
    trainedOtherwise = why;
    return this;
  }

  /** Why {@link #fit} refuses; empty where it does not. */
  public String trainedOtherwise() {
    return trainedOtherwise;
  }

  /** This network with these weights (copies) and this scaling, trained so from now on. */
  public Model recompiled(Optimizer optimizer, Loss loss) {
    Model model = new Model(network, optimizer, loss, seed).scaling(scaling);
    for (int i = 0; i < variables.size(); i++) {
      float[] values = variables.get(i).values();
      System.arraycopy(values, 0, model.variables.get(i).values(), 0, values.length);
    }
    return model;
  }

  /**
   * Trains on labelled images.
   *
   * @throws IllegalArgumentException if its maker trained it {@linkplain #trainedOtherwise otherwise}, if the images do
   *     not have the network's shape or classes, or the settings do not fit
   * @throws WeftException if a checkpoint cannot be read or written
   */
  public History fit(ImageSet train, Fit fit) {
    return fit(List.of(new Stage(network, optimizer, train, fit)), fit.withoutCallbacks());
  }

  /**
   * Trains in stages, one after another, with one history: epoch numbers go on. The model ends with the network and the
   * optimizer of the last stage. A callback of a stage ends that stage, one of {@code whole} all of them.
   *
   * @param stages at least one
   * @param whole checkpoint, threads, stop, profile and callbacks of all stages
   * @throws IllegalArgumentException as {@link #fit(ImageSet, Fit)}, if a stage's network has other weights, or if a
   *     callback of all stages averages the weights
   * @throws WeftException if a checkpoint cannot be read or written
   */
  public History fit(List<Stage> stages, Fit whole) {
    if (!trainedOtherwise.isEmpty()) {
      throw new IllegalArgumentException(
          "this model cannot be trained on as it is: "
              + trainedOtherwise
              + "; say how with recompiled(optimizer, loss).");
    }
    Fit.atLeastOne("stages", stages.size());
    if (whole.callbacks().stream().anyMatch(Callback::averagesWeights)) {
      throw new IllegalArgumentException(
          "weights are averaged within a stage; received a callback of all stages that averages them; give it to the"
              + " fit of a stage.");
    }
    for (Stage stage : stages) {
      Untrainable.check(stage.network(), shared(stage.network()));
      check(stage.network(), stage.train());
      if (stage.fit().validation() != null) {
        check(stage.network(), stage.fit().validation());
      }
    }
    try (WorkerPool workers = new WorkerPool(whole.threads())) {
      return new StagedTraining(this, stages, whole, workers).run();
    }
  }

  /** Takes up a stage's network and optimizer, whose state goes on or begins anew. */
  void begin(Stage stage) {
    List<Variable> stageVariables = shared(stage.network());
    Schedule rate = stage.optimizer().learningRate();
    boolean goesOn = stageVariables.equals(variables) && optimizer.learningRate(rate).equals(stage.optimizer());
    network = stage.network();
    optimizer = stage.optimizer();
    if (!goesOn) {
      variables = stageVariables;
      optimizerState = OptimizerState.of(optimizer, variables);
    }
  }

  /** The variables of another network with the same weights: the same arrays, of which others may be frozen. */
  private List<Variable> shared(Graph other) {
    Map<String, float[]> arrays = new HashMap<>();
    variables.forEach(variable -> arrays.put(variable.path(), variable.values()));
    List<Variable> shared = new ArrayList<>();
    for (Node node : other.firstCalls()) {
      for (Weight weight : other.weights(node)) {
        float[] values = arrays.get(node.layerName() + "/" + weight.name());
        if (values == null || values.length != weight.shape().elements()) {
          throw new IllegalArgumentException(
              "a stage's network must have the weights of the model; received %s of shape %s in the layer %s, which is none."
                  .formatted(weight.name(), weight.shape(), node.layerName()));
        }
        shared.add(new Variable(node.layerName(), weight, values));
      }
    }
    if (shared.size() != variables.size()) {
      throw new IllegalArgumentException(
          "a stage's network must have all weights of the model; received a network without some of them.");
    }
    return List.copyOf(shared);
  }

  /**
   * Finds out whether a training can fit into the JVM's heap, without beginning it. Each stage finds out exactly before
   * it begins.
   *
   * @param batchSize images of a step
   * @param train how many images it learns from: a step takes no more
   * @param validation on how many images each epoch is measured; 0 for none
   * @param more bytes that its callbacks keep
   * @throws WeftException if it does not fit, or if a batch has 2^31 numbers or more between two layers
   */
  public void requireMemory(int batchSize, int train, int validation, long more) {
    HeapCheck.of(this, Math.min(batchSize, train), validation).plus(more).run();
  }

  /** The bytes of heap that such a training takes, its weights among them: as {@link #requireMemory} counts. */
  public long bytesNeeded(int batchSize, int train, int validation, long more) {
    HeapCheck check = HeapCheck.of(this, Math.min(batchSize, train), validation).plus(more);
    return check.needed() + HeapCheck.bytes(variables());
  }

  /** Loss, accuracy and outputs on labelled images, with one thread per processor. */
  public Evaluation evaluate(ImageSet set) {
    return evaluate(set, EVALUATION_BATCH, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Loss, accuracy and outputs on labelled images; neither number changes them by more than rounding.
   *
   * @throws IllegalArgumentException if a number is below 1, or if the images do not have the network's shape or
   *     classes
   */
  public Evaluation evaluate(ImageSet set, int batchSize, int threads) {
    Fit.atLeastOne("batch_size", batchSize);
    check(set);
    try (WorkerPool workers = new WorkerPool(threads)) {
      return new Evaluator(this, set, batchSize, workers).run();
    }
  }

  /**
   * The same, and of the means of the outputs over each image and views of it: test-time augmentation. It takes as long
   * as an evaluation for each view and one more.
   *
   * @throws IllegalArgumentException if an augmentation cannot change such images
   */
  public ViewedEvaluation evaluate(
      ImageSet set, ImageViews views, int batchSize, int threads, ViewedEvaluation.Watcher watcher) {
    Fit.atLeastOne("batch_size", batchSize);
    check(set);
    try (WorkerPool workers = new WorkerPool(threads)) {
      return new Evaluator(this, set, batchSize, workers).run(views, watcher);
    }
  }

  /**
   * What the network says of inputs that are scaled already; see {@link #predictor} for many calls.
   *
   * @param inputs (samples, input shape)
   * @return (samples, classes)
   */
  public float[] predict(float[] inputs) {
    try (Predictor predictor = predictor(1)) {
      return predictor.predict(inputs);
    }
  }

  /**
   * The network with its weights as they are now, ready to be asked by many threads.
   *
   * @param threads how many share a large batch, at least 1
   */
  public Predictor predictor(int threads) {
    return new Predictor(network, variables, threads);
  }

  /**
   * The same of the value of a node instead of the output: what the network has made of an image until there.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public Predictor predictor(String node, int threads) {
    Graph part = Truncation.at(network, node);
    Set<String> layers = new HashSet<>(part.layerNames());
    return new Predictor(part, variables.stream().filter(v -> layers.contains(v.layer())).toList(), threads);
  }

  /** The same of all that a network makes of an image on the way: {@link InnerValues#of} this one. */
  public Predictor predictor(InnerValues values, int threads) {
    return new Predictor(values.graph(), variables, threads);
  }

  /**
   * What the network takes for images: their bytes, scaled.
   *
   * @return (count, input shape)
   */
  public float[] inputs(ImageSet set, int from, int count) {
    float[] inputs = new float[Math.multiplyExact(count, set.features())];
    byte[] pixels = new byte[set.features()];
    float[] scale = scaling.scale();
    float[] offset = scaling.offset();
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(set.pixels(), ValueLayout.JAVA_BYTE, set.pixelOffset(from + i), pixels, 0, pixels.length);
      Pixels.scale(pixels, 0, scale, offset, inputs, i * pixels.length);
    }
    return inputs;
  }

  private void check(ImageSet set) {
    check(network, set);
  }

  private void check(Graph network, ImageSet set) {
    Shape images = Shape.of(set.height(), set.width(), set.channels());
    Shape grey = Shape.of(set.height(), set.width());
    Shape row = Shape.of(set.features());
    Shape input = network.input();
    if (!input.equals(images) && !input.equals(row) && !(input.equals(grey) && set.channels() == 1)) {
      throw new IllegalArgumentException(
          "the network takes inputs of shape " + input + "; received images of shape " + images + ".");
    }
    int outputs = network.output().elements();
    if (outputs != set.classes() && !(outputs == 1 && set.classes() == 2)) {
      throw new IllegalArgumentException(
          "the network must have one output per class, "
              + set.classes()
              + "; received a network with outputs of shape "
              + network.output()
              + "; change the units of its last layer.");
    }
    if (outputs == 1 && !loss.takesOneOutput()) {
      throw new IllegalArgumentException(
          "a single output for two classes needs a loss that takes one, such as binary_crossentropy; received "
              + loss.getClass().getSimpleName()
              + "; change the loss or have two outputs.");
    }
    if (set.size() == 0) {
      throw new IllegalArgumentException("there must be at least one image; received none.");
    }
  }
}
