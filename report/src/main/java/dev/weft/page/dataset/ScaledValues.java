package dev.weft.page.dataset;

import dev.weft.dataset.PixelValues;
import java.util.List;
import java.util.Locale;

/**
 * Mean and standard deviation of pixel values after a scaling.
 *
 * @param name of the scaling or the channel
 * @param range the least and the largest value that a byte can have after it
 */
record ScaledValues(String name, String range, String mean, String deviation) {
  /** The bytes themselves, and what the usual scalings make of them. */
  static List<ScaledValues> of(PixelValues values) {
    double mean = values.mean() / 255;
    double deviation = values.deviation() / 255;
    String standardize =
        String.format(Locale.ROOT, "standardize: { mean: %.4f, std: %.4f }", mean, Math.max(deviation, 0.0001));
    List<ScaledValues> plain =
        List.of(
            of("none", 0, 255, values.mean(), values.deviation(), 2),
            rescaled("rescale", values),
            of("minus_one_to_one", -1, 1, 2 * mean - 1, 2 * deviation, 4));
    return deviation == 0
        ? plain
        : List.of(
            plain.get(0),
            plain.get(1),
            plain.get(2),
            of(standardize, -mean / deviation, (1 - mean) / deviation, 0, 1, 4));
  }

  /** Divided by 255. */
  static ScaledValues rescaled(String name, PixelValues values) {
    return of(name, 0, 1, values.mean() / 255, values.deviation() / 255, 4);
  }

  private static ScaledValues of(String name, double low, double high, double mean, double deviation, int digits) {
    String range = "%s to %s".formatted(number(low, 2), number(high, 2)).replace(".00", "");
    return new ScaledValues(name, range, number(mean, digits), number(deviation, digits));
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value + 0.0).replace('-', '−');
  }
}
