package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Outputs;
import dev.weft.model.Regularizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network made executable: ops over buffers that are allocated once, for batches of up to a fixed size. Fill {@link
 * #input}, then call {@link #forward} or {@link #step}; neither allocates anything. Not for more than one thread at a
 * time; inside, a {@link WorkerPool} shares the work, and the number of its threads changes no bit of any result.
 */
public final class Program {
  private final int batch;
  private final List<Variable> variables;
  private final FusedNetwork network;
  private final Parameters weights;
  private final Buffers buffers;
  private final List<Compiler.Step> steps;
  private final List<Op> ops;
  private final int[] nodeOfWeight;
  private final Profile profile;
  private final List<Parameter> parameters;
  private final Tensor input;
  private final Tensor output;
  private final LossOp loss;
  private final OptimizerStep updates;
  private final OptimizerState state;
  private final WorkerPool workers;
  private final WorkerPool.Task packAll = this::packAny;
  private final WorkerPool.Task packLate = this::packLate;

  /** The ops whose weights are not packed in the backward pass. */
  private final List<Op> packedLate;

  /** How many ops may have a backward pass: all, or all but the last, if the loss covers that. */
  private final int learningOps;

  private double lossSum;

  private Program(
      Graph network,
      FusedNetwork fused,
      Parameters weights,
      List<Variable> variables,
      Loss loss,
      Optimizer optimizer,
      OptimizerState state,
      Buffers buffers,
      long seed,
      WorkerPool workers) {
    boolean training = optimizer != null;
    this.network = fused;
    Compiler compiler = new Compiler(fused, weights, buffers, Compiler.Mode.of(training), seed, workers);
    this.weights = compiler.weights();
    this.buffers = buffers;
    batch = buffers.batch();
    this.variables = variables;
    this.workers = workers;
    this.state = state;
    steps = compiler.steps();
    ops = steps.stream().map(Compiler.Step::op).toList();
    parameters = compiler.parameters();
    nodeOfWeight = nodesOfWeights(this.network.graph(), parameters);
    profile = new Profile(this.network.graph().nodes().stream().map(Node::name).toList());
    input = compiler.input();
    output = compiler.output();
    Tensor scores = isCrossentropy(loss) ? compiler.scores() : null;
    this.loss =
        loss == null
            ? null
            : new LossOp(loss, output, scores, compiler.endsWithSoftmax(), Outputs.of(network, loss) == Outputs.MARGIN);
    updates = training ? new OptimizerStep(optimizer, state, parameters, workers) : null;
    learningOps = ops.size() - (scores == null ? 0 : 1);
    packedLate = training ? ops.stream().filter(op -> !op.takes(updates)).toList() : List.of();
    if (training) {
      updates.plan();
      weightsChanged();
    }
  }

  /** The place of each weight's node in the graph; of a shared one the first call. */
  private static int[] nodesOfWeights(Graph graph, List<Parameter> parameters) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      places.putIfAbsent(graph.nodes().get(i).layerName(), i);
    }
    return parameters.stream().mapToInt(parameter -> places.get(parameter.variable().layer())).toArray();
  }

  /** A program that learns: it changes the variables and the optimizer's state. */
  public static Program training(
      Graph network,
      List<Variable> variables,
      Loss loss,
      Optimizer optimizer,
      OptimizerState state,
      int batch,
      long seed,
      WorkerPool workers) {
    return training(network, variables, loss, optimizer, state, Buffers.shared(batch), seed, workers);
  }

  static Program training(
      Graph network,
      List<Variable> variables,
      Loss loss,
      Optimizer optimizer,
      OptimizerState state,
      Buffers buffers,
      long seed,
      WorkerPool workers) {
    FusedNetwork fused = FusedNetwork.forTraining(network, variables);
    return new Program(network, fused, null, variables, loss, optimizer, state, buffers, seed, workers);
  }

  /**
   * A program that only computes outputs, and losses unless {@code loss} is null. Call {@link #weightsChanged} before
   * the first forward pass, and after the variables were changed.
   */
  public static Program inference(Graph network, List<Variable> variables, Loss loss, int batch, WorkerPool workers) {
    return inference(network, variables, loss, Buffers.shared(batch), workers);
  }

  static Program inference(Graph network, List<Variable> variables, Loss loss, Buffers buffers, WorkerPool workers) {
    FusedNetwork fused = FusedNetwork.forInference(network, variables);
    return new Program(network, fused, null, variables, loss, null, null, buffers, 0, workers);
  }

  /**
   * A program that only computes outputs, of the weights as they are now: it is ready, and keeps of weights that
   * products read nothing but their packed copies. {@link #twin} makes more of them.
   */
  public static Program frozen(Graph network, List<Variable> variables, int batch, WorkerPool workers) {
    FusedNetwork fused = FusedNetwork.withoutKernels(network, variables);
    Buffers buffers = Buffers.shared(batch);
    Parameters weights = new Parameters(fused, Learning.of(fused.graph(), false), true, buffers);
    FusedNetwork bare = fused.withoutWeights();
    Program program = new Program(network, bare, weights, List.of(), null, null, null, buffers, 0, workers);
    weights.freeze(program.steps, fused.normalizations(), workers);
    return program;
  }

  /** A {@link #frozen} program like this one, which shares its packed weights, for another thread. */
  public Program twin(WorkerPool workers) {
    Program twin =
        new Program(network.graph(), network, weights, List.of(), null, null, null, buffers.twin(), 0, workers);
    twin.ops.stream().filter(op -> !op.sharesPacks()).forEach(op -> op.pack(0));
    return twin;
  }

  /**
   * Whether 3x3 convolutions over many channels are Winograd's, which the property {@code weft.winograd} can forbid; it
   * changes the last bits of results.
   */
  public static boolean usesWinograd() {
    return Boolean.parseBoolean(System.getProperty("weft.winograd", "true"));
  }

  /** Such a loss takes the scores before the last softmax or sigmoid, also when it has {@code from_logits}. */
  private static boolean isCrossentropy(Loss loss) {
    return switch (loss) {
      case Loss.SparseCategoricalCrossentropy l -> true;
      case Loss.CategoricalCrossentropy l -> true;
      case Loss.BinaryCrossentropy l -> true;
      case null, default -> false;
    };
  }

  /** Where a batch goes before it runs: (batch, input shape). */
  public float[] input() {
    return input.values();
  }

  /** The outputs of the last batch: (batch, output shape). */
  public float[] output() {
    return output.values();
  }

  /** One for each variable, with the gradients of the last step. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** The floats of one sample's input. */
  public int inputFeatures() {
    return input.features();
  }

  /** The floats of one sample's output. */
  public int outputFeatures() {
    return output.features();
  }

  /** Multiply-adds that a sample takes in products. */
  public long products() {
    long products = 0;
    for (int i = 0; i < ops.size(); i++) {
      products += ops.get(i).forwardProducts();
    }
    return products;
  }

  /** The most samples of one batch. */
  public int batch() {
    return batch;
  }

  /** Tells the program that the variables were changed by something else than {@link #step}. */
  public void weightsChanged() {
    network.refresh();
    workers.run(packAll, packs(ops));
  }

  private void packAny(int unit) {
    pack(ops, unit);
  }

  private void packLate(int unit) {
    pack(packedLate, unit);
  }

  private static int packs(List<Op> ops) {
    int packs = 0;
    for (int i = 0; i < ops.size(); i++) {
      packs += ops.get(i).packs();
    }
    return packs;
  }

  private static void pack(List<Op> ops, int unit) {
    int rest = unit;
    for (int i = 0; ; i++) {
      Op op = ops.get(i);
      if (rest < op.packs()) {
        op.pack(rest);
        return;
      }
      rest -= op.packs();
    }
  }

  /** Computes the outputs of the first {@code samples} inputs, as in inference. */
  public void forward(int samples) {
    run(samples, false, false);
  }

  /**
   * Runs all ops forward.
   *
   * @param isStep whether the profile of the training steps counts it
   */
  private void run(int samples, boolean training, boolean isStep) {
    if (samples < 1 || samples > batch) {
      throw new IllegalArgumentException("a batch has 1 to " + batch + " samples; received " + samples + ".");
    }
    long began = System.nanoTime();
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      op.forward(samples, training);
      if (isStep) {
        long now = System.nanoTime();
        profile.forward(steps.get(i).node(), now - began, 2.0 * samples * op.forwardProducts());
        began = now;
      }
    }
  }

  private void backward(int samples) {
    long began = System.nanoTime();
    for (int i = learningOps - 1; i >= 0; i--) {
      Compiler.Step step = steps.get(i);
      if (step.learns()) {
        step.op().backward(samples);
        long now = System.nanoTime();
        profile.backward(step.node(), now - began, 2.0 * samples * step.op().backwardProducts());
        began = now;
      }
    }
  }

  /** Computes outputs and their losses, without the penalty; see {@link #lossSum} and {@link #correct}. */
  public void evaluate(int samples, int[] labels, float[] weights) {
    run(samples, false, false);
    lossSum = loss.run(samples, labels, weights, null, 1);
  }

  /** As {@link #evaluate}, of outputs that the caller has written into {@link #output}. */
  public void evaluateOutputs(int samples, int[] labels) {
    loss.takeOutputs(samples);
    lossSum = loss.run(samples, labels, null, null, 1);
  }

  /**
   * One step of training on the first {@code samples} inputs: outputs, loss, gradients, update.
   *
   * @param labels (samples)
   * @param weights (samples), or null for ones
   * @param rate the learning rate
   * @return the loss: the mean over the batch, plus the penalty of the weights as they were
   */
  public double step(int samples, int[] labels, float[] weights, double rate) {
    return step(samples, labels, weights, null, rate);
  }

  /**
   * The same where samples may be mixtures.
   *
   * @param second null where none is
   */
  public double step(int samples, int[] labels, float[] weights, SecondLabels second, double rate) {
    for (int i = 0; i < ops.size(); i++) {
      ops.get(i).step(state.iterations());
    }
    run(samples, true, true);
    long began = System.nanoTime();
    lossSum = loss.run(samples, labels, weights, second, updates.lossScale());
    profile.loss(System.nanoTime() - began);
    updates.begin(rate);
    backward(samples);
    began = System.nanoTime();
    double penalty = updates.finish();
    updates.profile(profile, nodeOfWeight, System.nanoTime() - began);
    began = System.nanoTime();
    workers.run(packLate, packs(packedLate));
    profile.packing(System.nanoTime() - began);
    return lossSum / samples + penalty;
  }

  /**
   * Runs a batch forward as in training: batch normalization measures it, and no weight learns.
   *
   * @param step decides what dropout drops
   */
  public void measure(int samples, long step) {
    for (int i = 0; i < ops.size(); i++) {
      ops.get(i).step(step);
    }
    run(samples, true, false);
  }

  /** Another limit on gradients from the next step on, where the optimizer clips them; 0 for none. */
  public void limit(double limit) {
    updates.limit(limit);
  }

  /** Another momentum from the next step on, where the optimizer has one (of an Adam its beta_1). */
  public void momentum(double momentum) {
    updates.momentum(momentum);
  }

  /** Where the time went so far. */
  public Profile profile() {
    return profile;
  }

  /** The sum of the last batch's losses, each times its sample's weight, without the penalty. */
  public double lossSum() {
    return lossSum;
  }

  /** How many samples of the last batch the network got right. */
  public int correct(int samples, int[] labels) {
    return loss.correct(samples, labels);
  }

  /** The penalty of the weights as they are: {@code sum l1 |w| + l2 w^2}. */
  public double penalty() {
    double penalty = 0;
    for (Variable variable : variables) {
      Regularizer regularizer = variable.weight().regularizer();
      float[] w = variable.values();
      if (!regularizer.equals(Regularizer.NONE)) {
        penalty += OptimizerKernels.penalty(w, (float) regularizer.l1(), (float) regularizer.l2(), 0, w.length);
      }
    }
    return penalty;
  }
}
