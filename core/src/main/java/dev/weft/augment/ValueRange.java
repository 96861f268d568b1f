package dev.weft.augment;

import dev.weft.config.HasForm;

/** The least and the greatest value that a pixel can have; 0 and 255 in Weft. In files {@code [0, 255]}. */
@HasForm(ValueRangeForm.class)
public record ValueRange(double low, double high) {
  /** Of bytes. */
  public static final ValueRange BYTES = new ValueRange(0, 255);

  public ValueRange {
    if (!(low < high && Double.isFinite(high - low))) {
      throw new IllegalArgumentException(
          "'value_range' must be [low, high], the first below the second; received [%s, %s].".formatted(low, high));
    }
  }

  double width() {
    return high - low;
  }

  /** Every value below the least becomes the least, every value above the greatest the greatest. */
  void clip(float[] values, int from, int to) {
    float least = (float) low;
    float greatest = (float) high;
    for (int i = from; i < to; i++) {
      values[i] = Math.min(Math.max(values[i], least), greatest);
    }
  }

  float clip(float value) {
    return Math.min(Math.max(value, (float) low), (float) high);
  }
}
