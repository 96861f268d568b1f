package dev.weft.engine;

/**
 * A product of windows, the depthwise convolution behind it, and the 1x1 product behind that, in inference, some rows
 * of each in turn: what lies between them never leaves a core's second cache. Either product may be missing.
 *
 * <p>A band of an image's rows is one unit of work. The rows that two bands need are made by both.
 */
final class DepthwiseRows implements Op {
  /** Pixels of the output made in turn: enough that a product reads its weights for several tiles. */
  private static final int PIXELS = 48;

  /** The fewest rows of a band; it needs some of the one before again. */
  private static final int LEAST = 4;

  private final Conv2DOp before;
  private final DepthwiseOp depthwise;
  private final Conv2DOp behind;
  private final Windows windows;
  private final WorkerPool workers;

  /** Rows of the output made in turn. */
  private final int rows;

  /** Rows of the depthwise convolution's input that are kept; each takes the place of one that is needed no more. */
  private final int kept;

  /** Rows of the depthwise convolution's input. */
  private final ThreadArray scratchIn;

  /** Rows of its output. */
  private final ThreadArray scratchOut;

  private final WorkerPool.Task task = this::unit;
  private int bands;

  /**
   * @param before null for none
   * @param behind null for none
   */
  DepthwiseRows(Conv2DOp before, DepthwiseOp depthwise, Conv2DOp behind, Buffers buffers, WorkerPool workers) {
    this.before = before;
    this.depthwise = depthwise;
    this.behind = behind;
    this.workers = workers;
    windows = depthwise.windows();
    rows = Math.ceilDiv(PIXELS, windows.across());
    kept = Math.min(windows.height(), (rows - 1) * windows.strides().height() + span());
    scratchIn = buffers.ofThread(before == null ? 0 : kept * depthwise.line(windows.width()));
    scratchOut = buffers.ofThread(behind == null ? 0 : rows * depthwise.line(windows.across()));
  }

  /** Rows that one window reaches over. */
  private int span() {
    return windows.kernel().dilated(windows.dilation()).height();
  }

  @Override
  public void forward(int samples, boolean training) {
    if (before != null) {
      before.prepare(samples);
    }
    bands = bands(samples);
    workers.run(task, samples * bands);
  }

  /** As few of each image as give all threads the same number of them. */
  private int bands(int samples) {
    int most = Math.clamp(windows.down() / LEAST, 1, workers.threads());
    int bands = 1;
    while (bands < most && samples * bands % workers.threads() > 0) {
      bands++;
    }
    return bands;
  }

  private void unit(int unit) {
    int sample = unit / bands;
    int from = unit % bands * windows.down() / bands;
    int to = (unit % bands + 1) * windows.down() / bands;
    float[] in = scratchIn.get();
    float[] out = scratchOut.get();
    int made = Math.max(0, from * windows.strides().height() - windows.top());
    for (int row = from; row < to; row += rows) {
      int end = Math.min(to, row + rows);
      if (before != null) {
        made = make(sample, made, (end - 1) * windows.strides().height() - windows.top() + span(), in);
      }
      depthwise(sample, row, end, in, out);
      if (behind != null) {
        behind.rows(out, sample, row, end);
      }
    }
  }

  /** Makes the input's rows from the first that is missing up to {@code end}, and returns the next one. */
  private int make(int sample, int first, int end, float[] in) {
    int row = first;
    while (row < Math.min(end, windows.height())) {
      int next = Math.min(Math.min(end, windows.height()), row + kept - row % kept);
      before.rows(sample, row, next, in, row % kept * depthwise.line(windows.width()));
      row = next;
    }
    return row;
  }

  private void depthwise(int sample, int from, int to, float[] in, float[] scratch) {
    int line = depthwise.line(windows.across());
    for (int row = from; row < to; row++) {
      float[] out = behind == null ? depthwise.output() : scratch;
      int at = behind == null ? (sample * windows.down() + row) * line : (row - from) * line;
      if (before == null) {
        depthwise.row(sample, row, out, at);
      } else {
        depthwise.row(in, kept, row, out, at);
      }
    }
  }

  @Override
  public void backward(int samples) {
    throw new UnsupportedOperationException("only inference makes layers by rows.");
  }

  @Override
  public int packs() {
    return (before == null ? 0 : before.packs()) + (behind == null ? 0 : behind.packs());
  }

  @Override
  public void pack(int unit) {
    int first = before == null ? 0 : before.packs();
    if (unit < first) {
      before.pack(unit);
    } else {
      behind.pack(unit - first);
    }
  }

  @Override
  public String algorithm() {
    return "by rows: "
        + (before == null ? "" : before.algorithm() + ", ")
        + depthwise.algorithm()
        + (behind == null ? "" : ", " + behind.algorithm());
  }

  @Override
  public long forwardProducts() {
    return depthwise.forwardProducts()
        + (before == null ? 0 : before.forwardProducts())
        + (behind == null ? 0 : behind.forwardProducts());
  }
}
