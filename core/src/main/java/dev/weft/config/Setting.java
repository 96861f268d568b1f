package dev.weft.config;

import dev.weft.Quoted;
import dev.weft.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** Whether there is a value. */
  public boolean isGiven() {
    return value != null;
  }

  /** The last key that leads here. */
  public String key() {
    return path.getLast();
  }

  /** What stands behind a key; nothing is given there if this is no map. */
  public Setting child(Object key) {
    return child(key, value instanceof Map<?, ?> map ? map.get(key) : null);
  }

  /** What stands behind each key, in the file's order. */
  public List<Setting> children() {
    return map().keySet().stream().map(this::child).toList();
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

  /** Settings by name. */
  public Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("must be settings 'name: value'");
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

  /** A text, or another where nothing is given. */
  public String text(String otherwise) {
    return isGiven() ? String.valueOf(value) : otherwise;
  }

  /** A whole number of at least 1, or another where nothing is given. */
  public int atLeastOne(int otherwise) {
    if (!isGiven()) {
      return otherwise;
    }
    if (value instanceof Integer number && number >= 1) {
      return number;
    }
    throw wrong("must be a whole number, at least 1");
  }

  /** As a value of a type; null where nothing is given. */
  public <T> T as(Class<T> type) {
    return isGiven() ? type.cast(ConfigParser.read(type, this)) : null;
  }

  /**
   * @throws ConfigException if there is a key that is none of these
   */
  public void requireKnown(List<String> known) {
    for (Setting child : children()) {
      if (!known.contains(child.key())) {
        throw new ConfigException(
            child.path, true, Quoted.value(child.key()) + " is not known here; " + Spelling.known(child.key(), known));
      }
    }
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

  /** An error of which the whole sentence is given. */
  public ConfigException error(String sentence) {
    return new ConfigException(path, false, sentence);
  }

  /** The key that it stands behind, as a sentence calls it. */
  String name() {
    return path.isEmpty() || isEntry() ? "this" : Quoted.value(path.getLast());
  }
}
