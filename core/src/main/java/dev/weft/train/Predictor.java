package dev.weft.train;

import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model's answers, asked by any number of threads at a time, in batches of any size. A batch is cut into pieces. Each
 * runs through the whole network on one thread, within its caches. A caller computes alone while another has the
 * workers. Once warm, a call allocates nothing. The weights are those of the moment of creation.
 */
public final class Predictor implements AutoCloseable {
  /** Samples that run through the network together. */
  private static final int PIECE = 32;

  /** The most programs kept for later calls. */
  private static final int KEPT = 64;

  private final Model model;
  private final List<Variable> variables;
  private final int features;
  private final int outputs;
  private final WorkerPool alone = new WorkerPool(1);
  private final WorkerPool workers;
  private final ReentrantLock teamInUse = new ReentrantLock();
  private final ArrayBlockingQueue<Program> idle = new ArrayBlockingQueue<>(KEPT);
  private final WorkerPool.Task task = this::teamPiece;
  private float[] teamIn;
  private float[] teamOut;
  private int teamSamples;

  Predictor(Model model, int threads) {
    this.model = model;
    variables =
        model.variables().stream()
            .map(variable -> new Variable(variable.layer(), variable.weight(), variable.values().clone()))
            .toList();
    features = model.network().input().elements();
    outputs = model.network().output().elements();
    workers = new WorkerPool(threads);
    idle.add(program());
  }

  /**
   * What the network says of inputs that are scaled already.
   *
   * @param inputs (samples, input shape)
   * @return (samples, output shape)
   * @throws IllegalArgumentException if the inputs are not one or more whole samples
   */
  public float[] predict(float[] inputs) {
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
    predict(inputs, samples, out);
    return out;
  }

  /**
   * As {@link #predict(float[])}, into an array of the caller's.
   *
   * @param inputs (samples, input shape), or longer
   * @param out (samples, output shape), or longer
   */
  public void predict(float[] inputs, int samples, float[] out) {
    int pieces = Math.ceilDiv(samples, PIECE);
    if (pieces > 1 && workers.threads() > 1 && teamInUse.tryLock()) {
      try {
        teamIn = inputs;
        teamOut = out;
        teamSamples = samples;
        workers.run(task, pieces);
      } finally {
        teamInUse.unlock();
      }
    } else {
      for (int piece = 0; piece < pieces; piece++) {
        piece(inputs, samples, out, piece);
      }
    }
  }

  private void teamPiece(int piece) {
    piece(teamIn, teamSamples, teamOut, piece);
  }

  private void piece(float[] inputs, int samples, float[] out, int piece) {
    int from = piece * PIECE;
    int count = Math.min(PIECE, samples - from);
    Program kept = idle.poll();
    Program program = kept == null ? program() : kept;
    System.arraycopy(inputs, from * features, program.input(), 0, count * features);
    program.forward(count);
    System.arraycopy(program.output(), 0, out, from * outputs, count * outputs);
    idle.offer(program);
  }

  private Program program() {
    Program program = Program.inference(model.network(), variables, null, PIECE, alone);
    program.weightsChanged();
    return program;
  }

  /** Ends the threads of the workers. */
  @Override
  public void close() {
    workers.close();
    alone.close();
  }
}
