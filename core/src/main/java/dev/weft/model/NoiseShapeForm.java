package dev.weft.model;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of sizes; null is the input's own. */
final class NoiseShapeForm implements Form<NoiseShape> {
  @Override
  public Object write(NoiseShape shape) {
    return shape.sizes();
  }

  @Override
  public NoiseShape read(Setting setting) {
    List<Integer> sizes = new ArrayList<>();
    for (Setting size : setting.entries()) {
      sizes.add(size.value() == null ? null : (Integer) size.whole());
    }
    return new NoiseShape(sizes);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> size = Schemas.ordered("type", List.of("integer", "null"), "minimum", 1);
    return Schemas.ordered("type", "array", "items", size, "minItems", 1);
  }
}
