package dev.weft.augment;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.List;
import java.util.Map;

/** A number, or [lower, upper]. */
final class FactorForm implements Form<Factor> {
  @Override
  public Object write(Factor factor) {
    return factor.lower() == null ? (Object) factor.upper() : List.of(factor.lower(), factor.upper());
  }

  @Override
  public Factor read(Setting setting) {
    if (setting.value() instanceof Number) {
      return Factor.of(setting.as(Double.class));
    }
    if (!(setting.value() instanceof List<?> ends) || ends.size() != 2) {
      throw setting.wrong("must be a number or [lower, upper]");
    }
    List<Double> numbers = setting.entries().stream().map(end -> end.as(Double.class)).toList();
    return Factor.of(numbers.getFirst(), numbers.getLast());
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> number = Map.of("type", "number");
    return Schemas.anyOf(
        List.of(number, Schemas.ordered("type", "array", "items", number, "minItems", 2, "maxItems", 2)));
  }
}
