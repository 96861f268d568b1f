package dev.weft.model;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.List;
import java.util.Map;

/** One number for both, or [height, width]. */
final class SizeForm implements Form<Size> {
  private static final String RULE = "must be one whole number or [height, width], each at least 1";

  @Override
  public Object write(Size size) {
    return List.of(size.height(), size.width());
  }

  @Override
  public Size read(Setting setting) {
    if (setting.value() instanceof String) {
      throw setting.wrong(RULE);
    }
    List<Integer> sizes = setting.wholes();
    if (sizes.isEmpty() || sizes.size() > 2 || sizes.stream().anyMatch(size -> size < 1)) {
      throw setting.wrong(RULE);
    }
    return Size.of(sizes.getFirst(), sizes.getLast());
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> size = Schemas.ordered("type", "integer", "minimum", 1);
    return Schemas.anyOf(List.of(size, Schemas.ordered("type", "array", "items", size, "minItems", 1, "maxItems", 2)));
  }
}
