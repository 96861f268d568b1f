package dev.weft.explain.attribution;

import java.util.Locale;

/**
 * Whether a map of an image can be believed, by two checks: it orders pixels better than noise does, and it depends on
 * what the network learned.
 *
 * @param curves of the map
 * @param deletionOfNoise the mean deletion area of maps of noise
 * @param insertionOfNoise their mean insertion area
 * @param asGood how many of these have as large a {@link PixelCurves#gain} as this one, or larger; all where the map is
 *     the same everywhere
 * @param noiseMaps how many there were
 * @param likeness the rank correlation with the map of the same network with random weights, -1 to 1
 */
public record MapCheck(
    PixelCurves curves, double deletionOfNoise, double insertionOfNoise, int asGood, int noiseMaps, double likeness) {
  /** A map that is more like that of random weights than this tells more of the image than of the network. */
  public static final double MOST_LIKENESS = 0.7;

  /** Whether no map of noise is as good. */
  public boolean beatsNoise() {
    return asGood == 0;
  }

  /** Whether random weights give another map. */
  public boolean dependsOnWeights() {
    return likeness <= MOST_LIKENESS;
  }

  public boolean passes() {
    return beatsNoise() && dependsOnWeights();
  }

  /** {@code Deletion area 0.12 (noise 0.45), insertion area 0.83 (noise 0.46)}. */
  public String areasInWords() {
    return String.format(
        Locale.ROOT,
        "Deletion area %.2f (noise %.2f), insertion area %.2f (noise %.2f)",
        curves.deletionArea(),
        deletionOfNoise,
        curves.insertionArea(),
        insertionOfNoise);
  }

  /** What failed, a sentence; empty if nothing. */
  public String failure() {
    if (!beatsNoise()) {
      return "it orders pixels no better than noise: %s of %s maps of noise are as good.".formatted(asGood, noiseMaps);
    }
    return dependsOnWeights() ? "" : "a network with random weights gives nearly the same map.";
  }
}
