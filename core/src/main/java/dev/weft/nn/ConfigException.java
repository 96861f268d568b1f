package dev.weft.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration that describes no valid value. The message is one sentence; {@code path} leads from the root to the
 * place.
 */
public final class ConfigException extends IllegalArgumentException {
  private final transient List<String> path;
  private final boolean aboutKey;

  public ConfigException(List<String> path, boolean aboutKey, String message) {
    super(message);
    this.path = List.copyOf(path);
    this.aboutKey = aboutKey;
  }

  /** Keys and list positions (from 0) from the root of the configuration to the culprit. */
  public List<String> path() {
    return path;
  }

  /** Whether the last key itself is wrong, rather than what stands behind it. */
  public boolean aboutKey() {
    return aboutKey;
  }

  static List<String> child(List<String> path, String key) {
    List<String> child = new ArrayList<>(path);
    child.add(key);
    return child;
  }
}
