package dev.weft.page.dataset;

/** How large an effect is, in the words of Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988). */
enum EffectSize {
  /** Of Cramér's V, between two sets of images. */
  SHARES(0.1, 0.3, 0.5),
  /** Of a difference of means, in standard deviations. */
  MEANS(0.2, 0.5, 0.8);

  private final double small;
  private final double medium;
  private final double large;

  EffectSize(double small, double medium, double large) {
    this.small = small;
    this.medium = medium;
    this.large = large;
  }

  boolean isVerySmall(double effect) {
    return Math.abs(effect) < small;
  }

  String of(double effect) {
    double size = Math.abs(effect);
    if (isVerySmall(effect)) {
      return "very small";
    }
    return size < medium ? "small" : size < large ? "medium" : "large";
  }
}
