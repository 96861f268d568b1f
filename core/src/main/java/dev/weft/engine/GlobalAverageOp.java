package dev.weft.engine;

import dev.weft.kernel.Columns;

/** The average over all pixels of a picture, channel by channel; a picture is one unit of work. */
final class GlobalAverageOp implements Op {
  private final Tensor in;
  private final Tensor out;
  private final int channels;
  private final int pixels;
  private final Team team;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task backward = this::backwardUnit;

  GlobalAverageOp(Tensor in, Tensor out, Team team) {
    this.in = in;
    this.out = out;
    this.team = team;
    channels = in.shape().last();
    pixels = in.features() / channels;
  }

  @Override
  public void forward(int samples, boolean training) {
    team.run(forward, samples);
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      team.run(backward, samples);
    }
  }

  private void forwardUnit(int sample) {
    Columns.sum(in.values(), channels, sample * pixels, (sample + 1) * pixels, out.values(), sample * channels);
    for (int c = sample * channels; c < (sample + 1) * channels; c++) {
      out.values()[c] /= pixels;
    }
  }

  private void backwardUnit(int sample) {
    for (int i = sample * pixels * channels; i < (sample + 1) * pixels * channels; i++) {
      in.gradient()[i] = out.gradient()[sample * channels + i % channels] / pixels;
    }
  }
}
