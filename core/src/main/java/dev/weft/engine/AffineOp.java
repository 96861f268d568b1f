package dev.weft.engine;

import dev.weft.model.Normalization;
import dev.weft.model.Rescaling;
import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * {@code y = (x - shift) / divisor * factor + offset} with numbers for each value of a sample; a sample is one unit of
 * work. Of the four, a layer has two, the others change no bit.
 */
final class AffineOp implements Op {
  private static final double LEAST_DEVIATION = 1e-7;

  private final float[] shift;
  private final float[] divisor;
  private final float[] factor;
  private final float[] offset;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /** Takes over weights that may change. */
  private Runnable refresh = () -> {};

  private AffineOp(Tensor in, Tensor out, WorkerPool workers) {
    this.in = in;
    this.out = out;
    this.workers = workers;
    int features = in.features();
    shift = new float[features];
    divisor = filled(1, features);
    factor = filled(1, features);
    offset = new float[features];
  }

  static AffineOp of(Rescaling layer, Tensor in, Tensor out, WorkerPool workers) {
    AffineOp op = new AffineOp(in, out, workers);
    spread(layer.scale(), in.shape(), op.factor);
    spread(layer.offset(), in.shape(), op.offset);
    return op;
  }

  /**
   * @param mean null where the layer says it
   * @param variance null where the layer says it
   */
  static AffineOp of(
      Normalization layer, Tensor in, Tensor out, Parameter mean, Parameter variance, WorkerPool workers) {
    AffineOp op = new AffineOp(in, out, workers);
    int[] places = layer.places(in.shape());
    float[] means = mean == null ? floats(layer.mean(), places) : mean.values();
    float[] variances = variance == null ? floats(layer.variance(), places) : variance.values();
    op.refresh = () -> op.normalize(layer.invert(), places, means, variances);
    return op;
  }

  private void normalize(boolean invert, int[] places, float[] means, float[] variances) {
    for (int i = 0; i < places.length; i++) {
      double deviation = Math.max(Math.sqrt(variances[places[i]]), LEAST_DEVIATION);
      (invert ? offset : shift)[i] = means[places[i]];
      (invert ? factor : divisor)[i] = (float) deviation;
    }
  }

  private static float[] filled(float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  /** One number for all values, or one for each channel. */
  private static void spread(List<Double> numbers, Shape shape, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(numbers.size() == 1 ? 0 : i % shape.last()).floatValue();
    }
  }

  /** As many numbers as there are places, of which one may stand for all. */
  private static float[] floats(List<Double> numbers, int[] places) {
    int most = 0;
    for (int place : places) {
      most = Math.max(most, place);
    }
    float[] values = new float[most + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(numbers.size() == 1 ? 0 : i).floatValue();
    }
    return values;
  }

  @Override
  public int packs() {
    return 1;
  }

  @Override
  public void pack(int unit) {
    refresh.run();
  }

  @Override
  public boolean sharesPacks() {
    return false;
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples);
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      workers.run(backward, samples);
    }
  }

  private void forwardUnit(int sample) {
    float[] x = in.values();
    float[] y = out.values();
    int row = sample * shift.length;
    for (int i = 0; i < shift.length; i++) {
      y[row + i] = (x[row + i] - shift[i]) / divisor[i] * factor[i] + offset[i];
    }
  }

  private void backwardUnit(int sample) {
    float[] dy = out.gradient();
    float[] dx = in.gradient();
    int row = sample * shift.length;
    for (int i = 0; i < shift.length; i++) {
      dx[row + i] = dy[row + i] / divisor[i] * factor[i];
    }
  }

  @Override
  public boolean keepsInput() {
    return false;
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
