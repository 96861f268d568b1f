package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value in a study file, and the keys that lead to it, so that whatever is wrong with it is said where it stands.
 *
 * @param value a map, a list, a text, a number or a boolean; null where it is not given
 * @param path from the file's root
 */
record Place(Object value, List<String> path) {
  boolean isGiven() {
    return value != null;
  }

  /** What stands below a key; nothing is given there if this is no map. */
  Place child(Object key) {
    List<String> below = new ArrayList<>(path);
    below.add(String.valueOf(key));
    return new Place(value instanceof Map<?, ?> map ? map.get(key) : null, below);
  }

  Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    String what = path.isEmpty() ? "a study" : "'" + key() + "'";
    throw wrong(what + " must be settings 'name: value'; received " + Quoted.value(value) + ".");
  }

  /** What stands below each key, in the file's order. */
  List<Place> children() {
    return map().keySet().stream().map(this::child).toList();
  }

  /** The last key that leads here. */
  String key() {
    return path.getLast();
  }

  String text(String otherwise) {
    return isGiven() ? String.valueOf(value) : otherwise;
  }

  int atLeastOne(int otherwise) {
    if (!isGiven()) {
      return otherwise;
    }
    if (value instanceof Integer number && number >= 1) {
      return number;
    }
    throw wrong("'" + key() + "' must be a whole number, at least 1; received " + Quoted.value(value) + ".");
  }

  /** As settings of a type; null where nothing is given. */
  <T> T as(Class<T> type) {
    if (!isGiven()) {
      return null;
    }
    try {
      return Config.read(type, value);
    } catch (ConfigException e) {
      throw e.below(path);
    }
  }

  /**
   * @throws ConfigException if there is a key that is none of these
   */
  void requireKnown(List<String> known) {
    for (Place child : children()) {
      String word = child.key();
      if (!known.contains(word)) {
        throw new ConfigException(
            child.path, true, Quoted.value(word) + " is not known here; " + Spelling.known(word, known));
      }
    }
  }

  ConfigException wrong(String sentence) {
    return new ConfigException(path, false, sentence);
  }
}
