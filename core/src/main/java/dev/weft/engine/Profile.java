package dev.weft.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of training steps went: sums over all steps so far, in seconds as a clock shows them. It is always
 * kept, since looking at the clock twice an op costs 50 nanoseconds.
 */
public final class Profile {
  /**
   * One line of it.
   *
   * @param layer the layer's name, or in words what else was done
   * @param forward seconds of its forward pass
   * @param backward seconds of its backward pass
   * @param update seconds of the optimizer on its weights
   * @param operations floating-point operations of its products, a multiplication and an addition counting as two; 0
   *     where it has none
   */
  public record Line(String layer, double forward, double backward, double update, double operations) {
    public double seconds() {
      return forward + backward + update;
    }

    /** Billions of operations a second, of the forward and the backward pass; NaN where there are none. */
    public double gflops() {
      return operations == 0 ? Double.NaN : operations / (forward + backward) / 1e9;
    }
  }

  private final List<String> layers;
  private final long[] forward;
  private final double[] backward;
  private final double[] update;
  private final double[] operations;
  private long packing;
  private long loss;
  private long batches;
  private long steps;

  Profile(List<String> layers) {
    this.layers = layers;
    forward = new long[layers.size()];
    backward = new double[layers.size()];
    update = new double[layers.size()];
    operations = new double[layers.size()];
  }

  /** Adds the time of bringing images into batches. */
  public void batches(long nanos) {
    batches += nanos;
  }

  void packing(long nanos) {
    packing += nanos;
    steps++;
  }

  void loss(long nanos) {
    loss += nanos;
  }

  void forward(int layer, long nanos, double operations) {
    forward[layer] += nanos;
    this.operations[layer] += operations;
  }

  void backward(int layer, long nanos, double operations) {
    backward[layer] += nanos;
    this.operations[layer] += operations;
  }

  void update(int layer, double nanos) {
    update[layer] += nanos;
  }

  /** Time that was taken in the layer's backward pass. */
  void updatedEarly(int layer, double nanos) {
    update[layer] += nanos;
    backward[layer] -= nanos;
  }

  /** The steps taken. */
  public long steps() {
    return steps;
  }

  /** What is done before the layers, the layers in their order, what is done after them. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("(batches of images)", batches / 1e9, 0, 0, 0));
    lines.add(new Line("(weights packed)", packing / 1e9, 0, 0, 0));
    for (int i = 0; i < layers.size(); i++) {
      lines.add(new Line(layers.get(i), forward[i] / 1e9, backward[i] / 1e9, update[i] / 1e9, operations[i]));
    }
    lines.add(new Line("(loss)", loss / 1e9, 0, 0, 0));
    return lines;
  }
}
