package dev.weft.kernel;

import java.util.Arrays;

/**
 * Numbers along an axis made of others along it: {@code y[o, i] = constants[i] + sum_t weights[t] * x[o, sources[t]]}
 * for t from {@code starts[i]} to {@code starts[i + 1]}, added in order. Each x and y is a run of {@code inner} floats.
 *
 * @param inputs how many x there are along the axis
 */
public record Resampling(int inputs, int[] starts, int[] sources, float[] weights, float[] constants) {
  /** How many y there are along the axis. */
  public int outputs() {
    return constants.length;
  }

  /**
   * @param x (outer, inputs, inner), of which the first axis from {@code from} to {@code to}
   * @param y (outer, outputs, inner)
   */
  public void apply(float[] x, float[] y, int inner, int from, int to) {
    for (int o = from; o < to; o++) {
      for (int i = 0; i < outputs(); i++) {
        int at = (o * outputs() + i) * inner;
        Arrays.fill(y, at, at + inner, constants[i]);
        for (int t = starts[i]; t < starts[i + 1]; t++) {
          int source = (o * inputs + sources[t]) * inner;
          float weight = weights[t];
          for (int k = 0; k < inner; k++) {
            y[at + k] += weight * x[source + k];
          }
        }
      }
    }
  }

  /** What makes the gradient by x of the gradient by y. */
  public Resampling transposed() {
    int[] counts = new int[inputs + 1];
    for (int source : sources) {
      counts[source + 1]++;
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    int[] next = counts.clone();
    int[] places = new int[sources.length];
    float[] factors = new float[sources.length];
    for (int i = 0; i < outputs(); i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        int to = next[sources[t]]++;
        places[to] = i;
        factors[to] = weights[t];
      }
    }
    return new Resampling(outputs(), counts, places, factors, new float[inputs]);
  }
}
