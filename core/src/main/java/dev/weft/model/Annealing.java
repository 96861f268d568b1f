package dev.weft.model;

/** How a number goes from one value to another: along half a cosine, or along a line. */
public enum Annealing {
  COS,
  LINEAR;

  /**
   * The value on the way.
   *
   * @param share of the way, from 0 to 1
   */
  public double between(double from, double to, double share) {
    return switch (this) {
      case COS -> to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
      case LINEAR -> from + (to - from) * share;
    };
  }
}
