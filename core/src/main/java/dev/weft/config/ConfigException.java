package dev.weft.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration that describes no valid value. The message is one sentence; {@code path} leads from the root to the
 * place.
 */
public final class ConfigException extends IllegalArgumentException {
  private final transient List<String> path;
  private final boolean aboutKey;
  private final boolean aboutRule;

  public ConfigException(List<String> path, boolean aboutKey, String message) {
    this(path, aboutKey, false, message);
  }

  private ConfigException(List<String> path, boolean aboutKey, boolean aboutRule, String message) {
    super(message);
    this.path = List.copyOf(path);
    this.aboutKey = aboutKey;
    this.aboutRule = aboutRule;
  }

  /**
   * What a record's own check says of one of its arguments, which {@link Config} gives the path that leads to it.
   *
   * @param argument as Keras calls it, such as {@code kernel_size}
   */
  public static ConfigException of(String argument, String message) {
    return new ConfigException(List.of(argument), false, true, message);
  }

  /** The same, of a configuration that stands below another's {@code path}. */
  public ConfigException below(List<String> path) {
    List<String> whole = new ArrayList<>(path);
    whole.addAll(this.path);
    return new ConfigException(whole, aboutKey, aboutRule, getMessage());
  }

  /** Keys and list positions (from 0) from the root of the configuration to the culprit. */
  public List<String> path() {
    return path;
  }

  /** Whether the last key itself is wrong, rather than what stands behind it. */
  public boolean aboutKey() {
    return aboutKey;
  }

  /** Whether the value is of the right type, and breaks a rule of its owner's. */
  public boolean aboutRule() {
    return aboutRule;
  }

  static List<String> child(List<String> path, String key) {
    List<String> child = new ArrayList<>(path);
    child.add(key);
    return child;
  }
}
