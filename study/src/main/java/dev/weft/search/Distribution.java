package dev.weft.search;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a search takes a setting's values from. A value stands at a coordinate: of numbers from 0 for the lowest to 1
 * for the highest, of a choice its place in the list.
 */
public sealed interface Distribution {
  /** The names of all distributions, as files have them. */
  List<String> NAMES = List.of("Uniform", "LogUniform", "Whole", "Choice");

  /** The coordinate of a value drawn at random. */
  double draw(SplitMix64 random);

  /** The value at a coordinate. */
  Object at(double coordinate);

  /** How many values there are; 0 where they cannot be counted. */
  long count();

  /** Any number from low to high, all alike. */
  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      rising(low, high);
    }

    @Override
    public double draw(SplitMix64 random) {
      return random.nextDouble();
    }

    @Override
    public Object at(double coordinate) {
      return low + (high - low) * coordinate;
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /** Any number from low to high, each order of magnitude alike; low must be above 0. */
  record LogUniform(double low, double high) implements Distribution {
    public LogUniform {
      rising(low, high);
      positive(low);
    }

    @Override
    public double draw(SplitMix64 random) {
      return random.nextDouble();
    }

    @Override
    public Object at(double coordinate) {
      return Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * coordinate);
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /**
   * A whole number: low, low + step, and so on up to high. All are alike or, by logarithms, each order of magnitude is.
   * By default each number from low to high, all alike.
   *
   * @param step 1 or more
   * @param log whether by logarithms; low must then be above 0
   */
  record Whole(int low, int high, int step, boolean log) implements Distribution {
    public Whole {
      rising(low, high);
      if (step < 1 || step > (long) high - low) {
        throw ConfigException.of(
            "step", "'step' must be from 1 to 'high' - 'low', " + ((long) high - low) + "; received " + step + ".");
      }
      if (log) {
        positive(low);
      }
    }

    public static Whole of(int low, int high) {
      return new Whole(low, high, 1, false);
    }

    @Override
    public double draw(SplitMix64 random) {
      return log ? coordinate(index(random.nextDouble())) : coordinate(random.nextLong(0, count()));
    }

    @Override
    public Object at(double coordinate) {
      return (int) (low + index(coordinate) * step);
    }

    @Override
    public long count() {
      return ((long) high - low) / step + 1;
    }

    /** Where the values below the one at a coordinate end. */
    double begin(double coordinate) {
      return edge(index(coordinate));
    }

    /** Where the values above the one at a coordinate begin. */
    double end(double coordinate) {
      return edge(index(coordinate) + 1);
    }

    private long index(double coordinate) {
      double place = coordinate * count();
      if (log) {
        double lowest = Math.log(bound(0));
        double value = Math.exp(lowest + (Math.log(bound(count())) - lowest) * coordinate);
        place = (value - low) / step + 0.5;
      }
      return Math.clamp((long) Math.floor(place), 0, count() - 1);
    }

    private double coordinate(long index) {
      return (edge(index) + edge(index + 1)) / 2;
    }

    private double edge(long index) {
      if (!log) {
        return (double) index / count();
      }
      double lowest = Math.log(bound(0));
      return (Math.log(bound(index)) - lowest) / (Math.log(bound(count())) - lowest);
    }

    /** Half a step below a value, but always above 0. */
    private double bound(long index) {
      return index == 0 ? low - 0.5 * Math.min(step, low) : low + (index - 0.5) * step;
    }
  }

  /** One of several values, all alike; a value that is a map may hold distributions of its own. */
  record Choice(List<Object> values) implements Distribution {
    public Choice {
      if (values.isEmpty()) {
        throw ConfigException.of("values", "a 'Choice' must have a value to choose; received none.");
      }
      values = Collections.unmodifiableList(new ArrayList<>(values)); // null means the default
    }

    @Override
    public double draw(SplitMix64 random) {
      return random.nextInt(values.size());
    }

    @Override
    public Object at(double coordinate) {
      return values.get((int) coordinate);
    }

    @Override
    public long count() {
      return values.size();
    }
  }

  private static void rising(double low, double high) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw ConfigException.of(
          "low", "'low' must be less than 'high', both finite; received " + low + " and " + high + ".");
    }
  }

  private static void positive(double low) {
    if (low <= 0) {
      throw ConfigException.of("low", "'low' must be above 0; received " + low + ".");
    }
  }
}
