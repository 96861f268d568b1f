package dev.weft.config;

import java.util.Map;

/**
 * How the values of a type stand in files: a size as {@code 3} or {@code [3, 5]}. Named by {@link HasForm}; it has a
 * constructor without parameters.
 */
public interface Form<T> {
  /** What {@link #read} turns back into an equal value. */
  Object write(T value);

  /**
   * The value.
   *
   * @throws IllegalArgumentException if there is none; {@link Setting#wrong} says best what is wrong
   */
  T read(Setting setting);

  /** What {@link #read} takes, as a JSON schema. */
  Map<String, Object> schema();
}
