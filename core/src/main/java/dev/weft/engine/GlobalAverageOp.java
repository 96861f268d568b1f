package dev.weft.engine;

import dev.weft.kernel.Reductions;

/** The average over all pixels of an image, channel by channel; an image is one unit of work. */
final class GlobalAverageOp implements Op {
  private final Tensor in;
  private final Tensor out;
  private final int channels;
  private final int pixels;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  GlobalAverageOp(Tensor in, Tensor out, WorkerPool workers) {
    this.in = in;
    this.out = out;
    this.workers = workers;
    channels = in.shape().last();
    pixels = in.features() / channels;
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
    Reductions.sum(in.values(), channels, sample * pixels, (sample + 1) * pixels, out.values(), sample * channels);
    for (int c = sample * channels; c < (sample + 1) * channels; c++) {
      out.values()[c] /= pixels;
    }
  }

  private void backwardUnit(int sample) {
    float[] dx = in.gradient();
    int first = sample * pixels * channels;
    for (int c = 0; c < channels; c++) {
      dx[first + c] = out.gradient()[sample * channels + c] / pixels;
    }
    for (int pixel = 1; pixel < pixels; pixel++) {
      System.arraycopy(dx, first, dx, first + pixel * channels, channels);
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
