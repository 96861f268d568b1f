package dev.weft.study;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;

/** Where a random search takes a setting's values from. */
public sealed interface Distribution {
  Object draw(SplitMix64 random);

  /** Any number from low to high, all alike. */
  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      rising(low, high);
    }

    @Override
    public Object draw(SplitMix64 random) {
      return low + (high - low) * random.nextDouble();
    }
  }

  /** Any number from low to high, each order of magnitude alike; low must be above 0. */
  record LogUniform(double low, double high) implements Distribution {
    public LogUniform {
      rising(low, high);
      if (low <= 0) {
        throw ConfigException.of("low", "'low' must be above 0; received " + low + ".");
      }
    }

    @Override
    public Object draw(SplitMix64 random) {
      return Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * random.nextDouble());
    }
  }

  /** A whole number from low to high, both included, all alike. */
  record Whole(int low, int high) implements Distribution {
    public Whole {
      rising(low, high);
    }

    @Override
    public Object draw(SplitMix64 random) {
      return (int) random.nextLong(low, high + 1L);
    }
  }

  private static void rising(double low, double high) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw ConfigException.of(
          "low", "'low' must be less than 'high', both finite; received " + low + " and " + high + ".");
    }
  }
}
