package dev.weft.explain.labels;

import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;

/**
 * A share with its 95 % interval, and how it came about.
 *
 * @param how in words, behind the share
 */
public record Estimate(double share, Interval interval, String how) {
  /**
   * The share of probable errors that is wrong, where as many of other images look as wrong that are not: one less the
   * false alarms among the judged images for each probable error, with Wilson's interval of the rate of false alarms.
   *
   * @param alarms a mean over networks
   * @param of how many images they are
   * @param each how many images were judged for each probable error
   */
  static Estimate byFalseAlarms(double alarms, int of, double each, String how) {
    Interval rate = new Wilson((int) Math.round(alarms), of).interval();
    Interval share = new Interval(share(rate.high() * each), share(rate.low() * each));
    double mean = Math.clamp(share(alarms / of * each), share.low(), share.high());
    return new Estimate(mean, share, how);
  }

  private static double share(double alarms) {
    return Math.clamp(1 - alarms, 0, 1);
  }
}
