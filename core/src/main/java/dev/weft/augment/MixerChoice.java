package dev.weft.augment;

import dev.weft.SplitMix64;
import java.util.List;

/**
 * For each batch one of several mixers, all alike, with the probability of that mixer; else the batch stays as it is.
 * The one chosen does what it does alone.
 */
final class MixerChoice extends Mixer {
  private final List<Mixer> mixers;
  private final double[] rates;
  private final int features;
  private final SplitMix64 random = SplitMix64.of(0);

  /** Null where the batch stays as it is. */
  private Mixer chosen;

  MixerChoice(List<Mixer> mixers, double[] rates, ImageShape shape) {
    super(0);
    this.mixers = mixers;
    this.rates = rates;
    features = shape.features();
  }

  @Override
  public void draw(long seed, int epoch, int step, int samples) {
    random.restart(seed, "choice of a mixing", ((long) epoch << Integer.SIZE) + step);
    int choice = random.below(mixers.size());
    chosen = random.nextDouble() < rates[choice] ? mixers.get(choice) : null;
    if (chosen != null) {
      chosen.draw(seed, epoch, step, samples);
    }
  }

  @Override
  void draw(SplitMix64 random, int samples) {
    throw new IllegalStateException("the mixer that was chosen draws.");
  }

  @Override
  public int partner(int i) {
    return chosen == null ? i : chosen.partner(i);
  }

  @Override
  public float share(int i) {
    return chosen == null ? 1 : chosen.share(i);
  }

  @Override
  public void mix(float[] images, int i, float[] mixtures) {
    if (chosen == null) {
      System.arraycopy(images, i * features, mixtures, i * features, features);
    } else {
      chosen.mix(images, i, mixtures);
    }
  }
}
