package dev.weft.model;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.Map;

/** The list of sizes; one number for a list of one. */
final class ShapeForm implements Form<Shape> {
  @Override
  public Object write(Shape shape) {
    return shape.sizes();
  }

  @Override
  public Shape read(Setting setting) {
    return new Shape(setting.wholes());
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.ordered("type", "array", "items", Schemas.ordered("type", "integer", "minimum", 1));
  }
}
