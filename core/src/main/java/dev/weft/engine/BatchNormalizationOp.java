package dev.weft.engine;

import dev.weft.kernel.Normalization;
import dev.weft.model.BatchNormalization;

/**
 * Batch normalization over all axes but the last, and what stands right behind it, in few passes: {@code y =
 * pooling(f(z))}, {@code z = x * scale + shift + skip}; x is (rows, channels).
 *
 * <p>Forward, the first pass makes mean and variance, the second y. Backward, the first makes z's gradient and sums it,
 * the second makes x's gradient. ReLU's kind of function is made again from x in each of them, so that neither its
 * output nor its gradient is stored.
 *
 * <p>Passes over what another op makes or reads are left to that op where it takes them, {@link #follow} and {@link
 * #precede}: it runs them on a part of the batch that is in the cache.
 */
final class BatchNormalizationOp implements Op {
  /** Rows in one unit of work. */
  private static final int ROWS = 512;

  /**
   * What stands behind the normalization.
   *
   * @param skip what is added; null for nothing
   * @param function null for none
   * @param pooling null for none
   */
  record Behind(Tensor skip, Elementwise function, PooledRows pooling) {
    static final Behind NOTHING = new Behind(null, null, null);
  }

  private final boolean frozen;
  private final Tensor x;
  private final Tensor y;
  private final Tensor skip;
  private final Elementwise function;
  private final PooledRows pooling;
  private final int channels;
  private final int rowsPerSample;
  private final WorkerPool workers;
  private final NormalizationFactors factors;

  /** The function's, if it is ReLU's kind; else 1, and the function is applied by itself. */
  private final float slope;

  private final boolean appliesFunction;
  private final int rowsOfUnit;
  private final int mostRows;
  private PieceSums moments;
  private PieceSums sums;
  private int rowsOfMoments;
  private int rowsOfSums;
  private boolean isMeasured;
  private boolean isMadeLater;
  private boolean isSummed;
  private boolean isGradientMadeLater;

  /** Adds up y's gradient right before it is read; null where it is there. */
  private FanOutOp fan;

  private final ThreadLocal<float[]> few;
  private final WorkerPool.Task measure = this::measureUnit;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task sum = this::sumUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int rows;

  /**
   * @param frozen whether it works as in inference all the time
   */
  BatchNormalizationOp(
      BatchNormalization layer,
      boolean frozen,
      Tensor x,
      Tensor y,
      Buffers buffers,
      NormalizationFactors.Weights weights,
      Behind behind,
      WorkerPool workers) {
    this.frozen = frozen;
    this.x = x;
    this.y = y;
    this.workers = workers;
    skip = behind.skip;
    function = behind.function;
    pooling = behind.pooling;
    slope = function != null && function.slope() >= 0 ? function.slope() : 1;
    appliesFunction = function != null && !(function.slope() >= 0);
    channels = x.shape().last();
    rowsPerSample = x.features() / channels;
    rowsOfUnit = pooling == null ? ROWS : rowsPerSample;
    factors = new NormalizationFactors(layer, weights, channels);
    mostRows = Math.multiplyExact(buffers.batch(), rowsPerSample);
    rowsOfMoments = rowsOfUnit;
    rowsOfSums = rowsOfUnit;
    int pieces = Math.ceilDiv(mostRows, rowsOfUnit);
    moments = frozen ? null : new PieceSums(pieces, channels, buffers);
    sums = y.gradient() == null ? null : new PieceSums(pieces, channels, buffers);
    few = ThreadLocal.withInitial(() -> new float[2 * channels]);
  }

  /** Leaves passes over x and its gradient to the op that makes x. */
  void follow(Op before) {
    int rowsOfPiece = frozen ? 0 : before.showsOutput(this::measure);
    if (rowsOfPiece > 0) {
      isMeasured = true;
      rowsOfMoments = rowsOfPiece;
      moments = moments.inPieces(Math.ceilDiv(mostRows, rowsOfPiece));
    }
    isGradientMadeLater = x.gradient() != null && before.makesGradient(this::backwardSample);
  }

  /**
   * Leaves passes over y and its gradient to the op behind, which reads y first.
   *
   * @param alone whether no other op takes y
   */
  void precede(Op after, boolean alone) {
    isMadeLater = after.makesInput(this::forwardSample);
    boolean sums = alone && y.gradient() != null && pooling == null && !writesOutputAgain();
    int rowsOfPiece = sums ? after.showsGradient(this::sum) : 0;
    if (rowsOfPiece > 0) {
      isSummed = true;
      rowsOfSums = rowsOfPiece;
      this.sums = this.sums.inPieces(Math.ceilDiv(mostRows, rowsOfPiece));
    }
  }

  /** Adds the gradients of the layers that take y, few rows at a time; not those of a view of y that joins in, too. */
  void takeSum(FanOutOp fan) {
    if (this.fan == null && pooling == null && (!frozen || storesGradient())) {
      fan.leave();
      this.fan = fan;
    }
  }

  /** Whether the backward pass puts z in the place of y, which an op behind may still read. */
  private boolean writesOutputAgain() {
    return appliesFunction && !function.fromOutput();
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    if (training && !frozen) {
      if (!isMeasured) {
        workers.run(measure, units());
      }
      factors.fromBatch(moments.totals(Math.ceilDiv(rows, rowsOfMoments)), rows);
    } else {
      factors.fromMoving();
    }
    if (!isMadeLater) {
      workers.run(forward, units());
    }
  }

  private int units() {
    return Math.ceilDiv(rows, rowsOfUnit);
  }

  private int end(int unit) {
    return Math.min(rows, (unit + 1) * rowsOfUnit);
  }

  private void measureUnit(int unit) {
    measure(unit, unit * rowsOfUnit, end(unit));
  }

  private void measure(int piece, int from, int to) {
    float[] few = this.few.get();
    moments.clear(piece);
    for (int row = from; row < to; row += PieceSums.FEW) {
      int count = Math.min(PieceSums.FEW, to - row);
      Normalization.moments(x.values(), row * channels, channels, count, few);
      moments.addMoments(piece, few, count);
    }
  }

  private void forwardUnit(int unit) {
    if (pooling != null) {
      forwardSample(unit);
    } else {
      function(unit * rowsOfUnit, end(unit), y.values(), unit * rowsOfUnit * channels);
    }
  }

  private void forwardSample(int sample) {
    int from = sample * rowsPerSample;
    if (pooling != null) {
      float[] image = pooling.image();
      function(from, from + rowsPerSample, image, 0);
      pooling.forward(image, y.values(), sample);
    } else {
      function(from, from + rowsPerSample, y.values(), from * channels);
    }
  }

  /** {@code f(z)} of some rows, few at a time so that they are in the first cache in between. */
  private void function(int from, int to, float[] out, int at) {
    for (int row = from; row < to; row += PieceSums.FEW) {
      int count = Math.min(PieceSums.FEW, to - row);
      int begin = at + (row - from) * channels;
      normalize(row, count, out, begin);
      if (appliesFunction) {
        function.forward().apply(out, out, begin, begin + count * channels);
      }
    }
  }

  private void normalize(int row, int count, float[] out, int at) {
    float[] scale = factors.scale;
    float[] shift = factors.shift;
    int from = row * channels;
    if (skip == null) {
      Normalization.forward(x.values(), from, scale, shift, slope, out, at, channels, count);
    } else {
      Normalization.forward(x.values(), from, skip.values(), scale, shift, slope, out, at, channels, count);
    }
  }

  @Override
  public void backward(int samples) {
    if (y.gradient() == null) {
      return;
    }
    rows = samples * rowsPerSample;
    if (!isSummed && (!frozen || storesGradient() || pooling != null)) {
      workers.run(sum, units());
    }
    if (!frozen) {
      factors.learn(sums.totals(Math.ceilDiv(rows, rowsOfSums)), rows);
    }
    if (x.gradient() != null && !isGradientMadeLater) {
      workers.run(backward, units());
    }
  }

  /** Whether the first pass writes z's gradient. */
  private boolean storesGradient() {
    return appliesFunction || skip != null;
  }

  private void sumUnit(int unit) {
    if (pooling != null) {
      poolBackward(unit);
    }
    sum(unit, unit * rowsOfUnit, end(unit));
  }

  private void sum(int piece, int from, int to) {
    float[] few = this.few.get();
    sums.clear(piece);
    for (int row = from; row < to; row += PieceSums.FEW) {
      int count = Math.min(PieceSums.FEW, to - row);
      sumRows(row, count, few);
      sums.add(piece, few);
    }
  }

  private void sumRows(int row, int count, float[] few) {
    int from = row * channels;
    float[] gradient = pooling == null ? y.gradient() : x.gradient();
    if (fan != null) {
      fan.add(from, from + count * channels);
    }
    if (appliesFunction && pooling == null) {
      int to = from + count * channels;
      if (writesOutputAgain()) {
        normalize(row, count, y.values(), from);
      }
      function.backward().apply(y.values(), gradient, gradient, from, to);
    }
    if (skip == null) {
      Normalization.sums(
          gradient,
          x.values(),
          from,
          factors.scale,
          factors.shift,
          slopeOfGradient(),
          factors.mean,
          channels,
          count,
          few);
    } else {
      Normalization.sums(
          gradient, y.values(), slope, x.values(), from, factors.mean, channels, count, skip.gradient(), few);
    }
  }

  /** Of the gradient that the second pass reads: 1 where that is z's already. */
  private float slopeOfGradient() {
    return storesGradient() || pooling != null ? 1 : slope;
  }

  /** Makes z's gradient from that of the pooling's output, in the place of x's. */
  private void poolBackward(int sample) {
    float[] image = pooling.image();
    float[] gradient = pooling.gradient();
    int from = sample * rowsOfUnit;
    function(from, end(sample), image, 0);
    pooling.backward(image, y.values(), y.gradient(), gradient, sample);
    int length = rowsOfUnit * channels;
    if (function != null) {
      if (!function.fromOutput()) {
        for (int row = 0; row < rowsOfUnit; row += PieceSums.FEW) {
          normalize(from + row, Math.min(PieceSums.FEW, rowsOfUnit - row), image, row * channels);
        }
      }
      function.backward().apply(image, gradient, gradient, 0, length);
    }
    System.arraycopy(gradient, 0, x.gradient(), from * channels, length);
  }

  private void backwardUnit(int unit) {
    backward(unit * rowsOfUnit, end(unit));
  }

  private void backwardSample(int sample) {
    backward(sample * rowsPerSample, (sample + 1) * rowsPerSample);
  }

  private void backward(int from, int to) {
    float[] dz = skip != null ? skip.gradient() : pooling != null ? x.gradient() : y.gradient();
    Normalization.backward(
        dz,
        x.values(),
        from * channels,
        factors.scale,
        factors.shift,
        slopeOfGradient(),
        factors.mean,
        factors.a,
        factors.b,
        factors.c,
        x.gradient(),
        channels,
        to - from);
  }

  /** Whether the backward pass reads the values that are added. */
  static boolean keepsSkip(Behind behind) {
    return behind.skip != null && behind.function != null && !behind.function.fromOutput();
  }

  @Override
  public boolean keepsOutput() {
    return pooling != null || appliesFunction || skip != null && function != null;
  }
}
