package dev.weft.calibration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Where a smooth function is least: L-BFGS with steps halved until they go down enough. See Nocedal and Wright,
 * "Numerical Optimization" (2006), algorithm 7.4.
 */
final class QuasiNewton {
  private static final int REMEMBERED = 10;
  private static final int MOST_STEPS = 200;
  private static final double SMALL_SLOPE = 1e-7;
  private static final double ENOUGH_DOWN = 1e-4;
  private static final double LEAST_STEP = 1e-12;

  private QuasiNewton() {}

  /** A function that writes its slopes. */
  interface Function {
    double at(double[] place, double[] slopes);
  }

  /**
   * A step and how much the slopes changed by it.
   *
   * @param curvature their product
   */
  private record Step(double[] moved, double[] changed, double curvature) {}

  static double[] least(double[] start, Function function) {
    double[] place = start.clone();
    double[] slopes = new double[place.length];
    double value = function.at(place, slopes);
    Deque<Step> steps = new ArrayDeque<>();
    for (int step = 0; step < MOST_STEPS && Math.sqrt(dot(slopes, slopes)) > SMALL_SLOPE; step++) {
      double[] direction = direction(slopes, steps);
      double down = dot(direction, slopes);
      double length = 1;
      double[] next;
      double[] nextSlopes = new double[place.length];
      double nextValue;
      do {
        next = plus(place, length, direction);
        nextValue = function.at(next, nextSlopes);
        length /= 2;
      } while (!(nextValue <= value + 2 * length * ENOUGH_DOWN * down) && length > LEAST_STEP);
      if (!(nextValue < value)) {
        break;
      }
      double[] moved = plus(next, -1, place);
      double[] changed = plus(nextSlopes, -1, slopes);
      double curvature = dot(moved, changed);
      if (curvature > 0) {
        steps.addFirst(new Step(moved, changed, curvature));
      }
      if (steps.size() > REMEMBERED) {
        steps.removeLast();
      }
      place = next;
      slopes = nextSlopes;
      value = nextValue;
    }
    return place;
  }

  private static double[] direction(double[] slopes, Deque<Step> steps) {
    double[] direction = plus(new double[slopes.length], -1, slopes);
    double[] factors = new double[steps.size()];
    int i = 0;
    for (Step step : steps) {
      factors[i] = dot(step.moved, direction) / step.curvature;
      direction = plus(direction, -factors[i++], step.changed);
    }
    if (!steps.isEmpty()) {
      Step last = steps.getFirst();
      direction = plus(new double[slopes.length], last.curvature / dot(last.changed, last.changed), direction);
    }
    for (Iterator<Step> oldest = steps.descendingIterator(); oldest.hasNext(); ) {
      Step step = oldest.next();
      double factor = dot(step.changed, direction) / step.curvature;
      direction = plus(direction, factors[--i] - factor, step.moved);
    }
    return direction;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }
}
