package dev.weft.model;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.List;
import java.util.Map;

/** One number for all sides, [rows, columns] for both of each, or [[top, bottom], [left, right]]. */
final class SidesForm implements Form<Sides> {
  @Override
  public Object write(Sides sides) {
    return pairs(sides);
  }

  /** {@code [[top, bottom], [left, right]]}, as files and messages say it. */
  static List<List<Integer>> pairs(Sides sides) {
    return List.of(List.of(sides.top(), sides.bottom()), List.of(sides.left(), sides.right()));
  }

  @Override
  public Sides read(Setting setting) {
    List<Setting> axes = setting.entries();
    if (setting.value() instanceof List ? axes.size() != 2 : axes.size() != 1) {
      throw wrong(setting);
    }
    List<Integer> rows = pair(axes.getFirst(), setting);
    List<Integer> columns = pair(axes.getLast(), setting);
    return new Sides(rows.getFirst(), rows.getLast(), columns.getFirst(), columns.getLast());
  }

  private static List<Integer> pair(Setting axis, Setting setting) {
    List<Integer> sides = axis.wholes();
    if (axis.value() instanceof List && sides.size() != 2) {
      throw wrong(setting);
    }
    return sides;
  }

  private static IllegalArgumentException wrong(Setting setting) {
    return setting.wrong("must be a whole number, [rows, columns] or [[top, bottom], [left, right]]");
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> number = Schemas.ordered("type", "integer", "minimum", 0);
    Map<String, Object> pair = Schemas.ordered("type", "array", "items", number, "minItems", 2, "maxItems", 2);
    Map<String, Object> either = Schemas.anyOf(List.of(number, pair));
    return Schemas.anyOf(
        List.of(number, Schemas.ordered("type", "array", "items", either, "minItems", 2, "maxItems", 2)));
  }
}
