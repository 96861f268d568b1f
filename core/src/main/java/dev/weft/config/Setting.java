package dev.weft.config;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a configuration, and where it stands.
 *
 * @param value a map, a list, a text, a number, a boolean or null
 * @param path keys and list positions (from 0) from the root
 */
public record Setting(Object value, List<String> path) {
  public Setting {
    path = List.copyOf(path);
  }

  /** What stands behind a key of this, or at a position. */
  Setting child(Object key, Object value) {
    List<String> below = new ArrayList<>(path);
    below.add(String.valueOf(key));
    return new Setting(value, below);
  }

  /** Whether it is an entry of a list. */
  boolean isEntry() {
    return !path.isEmpty() && path.getLast().matches("\\d+");
  }

  double number() {
    if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong("must be a number");
  }

  /** A whole number in the range of an int. */
  public int whole() {
    return (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  long whole(long least, long most) {
    if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
      if (number.doubleValue() < least || number.doubleValue() > most) {
        throw wrong("must be from " + least + " to " + most);
      }
      return number.longValue();
    }
    throw wrong("must be a whole number");
  }

  boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong("must be true or false");
  }

  String text() {
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    throw wrong("must be a text");
  }

  /** The entries of a list; a number may stand for a list of one. */
  public List<Setting> entries() {
    if (value instanceof Number) {
      return List.of(this);
    }
    if (!(value instanceof List<?> list)) {
      throw wrong("must be a list");
    }
    List<Setting> entries = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      entries.add(child(i, list.get(i)));
    }
    return entries;
  }

  /** Whole numbers; one may stand for a list of one. */
  public List<Integer> wholes() {
    return entries().stream().map(Setting::whole).toList();
  }

  /**
   * An error that says what was received, and what to do where that is known.
   *
   * @param rule as in {@code must be a number}
   */
  public ConfigException wrong(String rule) {
    return new ConfigException(path, false, name() + " " + rule + "; " + WrongValue.received(value));
  }

  /** The key that it stands behind, as a sentence calls it. */
  String name() {
    return path.isEmpty() || isEntry() ? "this" : Quoted.value(path.getLast());
  }
}
