package dev.weft.train;

import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model's answers, asked by any number of threads at a time, in batches of any size. A batch is cut into pieces, as
 * large as the caches hold. Each piece runs through all layers on one thread; several pieces run at once. Only where
 * there are fewer pieces than threads, these share the work of each layer. A caller computes alone while another has
 * the workers. Once warm, a call allocates nothing. The weights are those of the moment of creation; they are kept
 * once, packed.
 */
public final class Predictor implements AutoCloseable {
  /** The most samples that run through the network together. */
  private static final int PIECE = 32;

  /**
   * Floats that a layer of all threads' pieces may read and write, unless one sample has more: 24 MB, as large third
   * caches have. In batches of 32, two threads with pieces of 2 images of MobileNetV2 took 4.1 to 4.3 ms an image, and
   * 33.6 of ResNet50; sharing each layer of as many images 4.5 and 38, and more where others used the machine.
   */
  private static final int FLOATS = 6_000_000;

  /** Multiply-adds of a piece that several threads share with profit, for all that they wait for each other. */
  private static final long WORTH_SHARING = 4_000_000;

  /** The most programs kept for later calls. */
  private static final int KEPT = 64;

  private final int piece;
  private final Program first;
  private final int features;
  private final int outputs;
  private final WorkerPool alone = new WorkerPool(1);
  private final WorkerPool workers;
  private final ReentrantLock teamInUse = new ReentrantLock();
  private final ArrayBlockingQueue<Program> idle = new ArrayBlockingQueue<>(KEPT);
  private final WorkerPool.Task task = this::teamPiece;

  /** Shares the work of each layer among the workers; made when it is first wanted. */
  private Program team;

  private float[] teamIn;
  private float[] teamOut;
  private int teamSamples;

  Predictor(Graph network, List<Variable> variables, int threads) {
    piece = piece(network, threads);
    features = network.input().elements();
    outputs = network.output().elements();
    workers = new WorkerPool(threads);
    boolean shares = threads > 1 && piece < PIECE;
    first = Program.frozen(network, variables, piece, shares ? workers : alone);
    if (shares) {
      team = first;
    } else {
      idle.add(first);
    }
  }

  private static int piece(Graph network, int threads) {
    long most = 1;
    for (Node node : network.nodes()) {
      long floats = network.shape(node.name()).elements();
      for (String input : node.inputs()) {
        floats += network.shape(input).elements();
      }
      most = Math.max(most, floats);
    }
    return Math.clamp(FLOATS / threads / most, 1, PIECE);
  }

  /**
   * What the network says of inputs that are scaled already.
   *
   * @param inputs (samples, input shape)
   * @return (samples, output shape)
   * @throws IllegalArgumentException if the inputs are not one or more whole samples
   */
  public float[] predict(float[] inputs) {
    return predict(inputs, true);
  }

  /**
   * The same on the caller's thread alone, unless the workers may take part: no bit changes.
   *
   * @param sharing whether they may
   */
  public float[] predict(float[] inputs, boolean sharing) {
    int samples = inputs.length / features;
    if (samples == 0 || inputs.length % features != 0) {
      throw new IllegalArgumentException(
          "inputs must be one or more samples of "
              + features
              + " numbers each; received "
              + inputs.length
              + " numbers.");
    }
    float[] out = new float[samples * outputs];
    predict(inputs, samples, out, sharing);
    return out;
  }

  /**
   * As {@link #predict(float[])}, into an array of the caller's.
   *
   * @param inputs (samples, input shape), or longer
   * @param out (samples, output shape), or longer
   */
  public void predict(float[] inputs, int samples, float[] out) {
    predict(inputs, samples, out, true);
  }

  private void predict(float[] inputs, int samples, float[] out, boolean sharing) {
    int pieces = Math.ceilDiv(samples, piece);
    if (sharing && workers.threads() > 1 && (pieces > 1 || isWorthSharing(samples)) && teamInUse.tryLock()) {
      try {
        if (pieces < workers.threads() && isWorthSharing(samples)) {
          for (int i = 0; i < pieces; i++) {
            run(team(), inputs, samples, out, i);
          }
        } else {
          teamIn = inputs;
          teamOut = out;
          teamSamples = samples;
          workers.run(task, pieces);
        }
      } finally {
        teamInUse.unlock();
      }
    } else {
      for (int i = 0; i < pieces; i++) {
        alone(inputs, samples, out, i);
      }
    }
  }

  private boolean isWorthSharing(int samples) {
    return first.products() * Math.min(samples, piece) >= WORTH_SHARING;
  }

  private Program team() {
    if (team == null) {
      team = first.twin(workers);
    }
    return team;
  }

  private void teamPiece(int piece) {
    alone(teamIn, teamSamples, teamOut, piece);
  }

  private void alone(float[] inputs, int samples, float[] out, int piece) {
    Program kept = idle.poll();
    Program program = kept == null ? first.twin(alone) : kept;
    run(program, inputs, samples, out, piece);
    idle.offer(program);
  }

  private void run(Program program, float[] inputs, int samples, float[] out, int number) {
    int from = number * piece;
    int count = Math.min(piece, samples - from);
    System.arraycopy(inputs, from * features, program.input(), 0, count * features);
    program.forward(count);
    System.arraycopy(program.output(), 0, out, from * outputs, count * outputs);
  }

  /** Ends the threads of the workers. */
  @Override
  public void close() {
    workers.close();
    alone.close();
  }
}
