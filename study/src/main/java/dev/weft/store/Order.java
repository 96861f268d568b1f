package dev.weft.store;

import java.util.Comparator;
import java.util.Map;

/**
 * By what runs are sorted; those that have nothing in the column come last either way.
 *
 * @param column its name
 * @param descending from large to small
 */
public record Order(String column, boolean descending) {
  /** Reads {@code test.accuracy} (from small to large) or {@code -test.accuracy} (from large to small). */
  public static Order parse(String text) {
    return text.startsWith("-") ? new Order(text.substring(1), true) : new Order(text, false);
  }

  Comparator<Map<String, Object>> comparator() {
    Comparator<Object> order = descending ? Values.ORDER.reversed() : Values.ORDER;
    return Comparator.comparing(row -> row.get(column), Comparator.nullsLast(order));
  }
}
