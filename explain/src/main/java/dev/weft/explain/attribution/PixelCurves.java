package dev.weft.explain.attribution;

/**
 * How the probability of a class changes as pixels go, or come, in the order of a map. A map that knows what the
 * network looks at makes deletion fall fast, so a small area under it, and insertion rise fast. See Petsiuk et al., <a
 * href="https://arxiv.org/abs/1806.07421">RISE</a> (2018).
 *
 * @param deletion (steps + 1): the probability after each step that covers more pixels, the highest of the map first
 * @param insertion (steps + 1): the probability after each step that shows more pixels on the ground
 * @param gain by how much insertion is better than deletion: the same areas of the logarithm of the odds of the class
 *     against all others, one minus the other. It tells maps apart where the probability is near 0 or 1 all the way
 */
public record PixelCurves(double[] deletion, double[] insertion, double gain) {
  /** The area under {@link #deletion}, 0 to 1: the mean probability on the way. The smaller, the better the map. */
  public double deletionArea() {
    return area(deletion);
  }

  /** The area under {@link #insertion}, 0 to 1. The larger, the better the map. */
  public double insertionArea() {
    return area(insertion);
  }

  static double area(double[] curve) {
    double sum = 0;
    for (int i = 1; i < curve.length; i++) {
      sum += (curve[i - 1] + curve[i]) / 2;
    }
    return sum / (curve.length - 1);
  }
}
