package dev.weft.augment;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.List;
import java.util.Map;

/** [low, high], in any order, as in Keras. */
final class ValueRangeForm implements Form<ValueRange> {
  @Override
  public Object write(ValueRange range) {
    return List.of(range.low(), range.high());
  }

  @Override
  public ValueRange read(Setting setting) {
    if (!(setting.value() instanceof List<?> ends) || ends.size() != 2) {
      throw setting.wrong("must be [low, high]");
    }
    double one = setting.entries().getFirst().as(Double.class);
    double other = setting.entries().getLast().as(Double.class);
    return new ValueRange(Math.min(one, other), Math.max(one, other));
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.ordered("type", "array", "items", Map.of("type", "number"), "minItems", 2, "maxItems", 2);
  }
}
