package dev.weft.cli.model;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.PixelValues;
import dev.weft.dataset.Scaling;
import dev.weft.train.Model;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells that another scaling of the images would suit a model much better. */
final class ScalingHint {
  private static final int MOST = 1_000;

  /** Of the accuracy. */
  private static final double MUCH = 0.1;

  private ScalingHint() {}

  /**
   * Tries the other scalings on the first thousand images; the model's own stays what it was.
   *
   * @return a sentence if one of them is more accurate by 0.1 or more
   */
  static Optional<String> of(Model model, ImageSet set, int threads) {
    ImageSet some = set.range(0, Math.min(MOST, set.size()));
    Scaling own = model.scaling();
    int features = own.scale().length;
    double ownAccuracy = accuracy(model, some, threads);
    String best = "";
    double bestAccuracy = 0;
    for (Map.Entry<String, Scaling> other : others(some, features).entrySet()) {
      double accuracy = accuracy(model.scaling(other.getValue()), some, threads);
      if (accuracy > bestAccuracy) {
        best = other.getKey();
        bestAccuracy = accuracy;
      }
    }
    model.scaling(own);
    return bestAccuracy >= ownAccuracy + MUCH
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "on the first %d images the accuracy is %.4f with --scaling %s, but %.4f with %s, which was used.",
                some.size(),
                bestAccuracy,
                best,
                ownAccuracy,
                own.name().replace('_', '-')))
        : Optional.empty();
  }

  private static Map<String, Scaling> others(ImageSet set, int features) {
    PixelValues values = PixelValues.of(set);
    double mean = values.mean() / 255;
    double deviation = values.deviation() / 255;
    Map<String, Scaling> all = new LinkedHashMap<>();
    all.put("rescale", Scaling.rescale(features));
    all.put("none", Scaling.none(features));
    all.put("minus-one-to-one", Scaling.minusOneToOne(features));
    if (deviation > 0) {
      String numbers = String.format(Locale.ROOT, "standardize=%.4f,%.4f", mean, deviation);
      all.put(numbers, Scaling.standardize(features, mean, deviation));
    }
    return all;
  }

  private static double accuracy(Model model, ImageSet set, int threads) {
    return model.evaluate(set, Model.EVALUATION_BATCH, threads).accuracy();
  }
}
