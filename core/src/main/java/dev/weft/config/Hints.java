package dev.weft.config;

import java.util.Optional;

/**
 * Ends of sentences about words that a type does not have. Named by {@link HasHints}; it has a constructor without
 * parameters. Words come as they were written.
 */
public interface Hints {
  /** Of a word that names none of the type's kinds. */
  default Optional<String> kind(String word) {
    return Optional.empty();
  }

  /** Of a word that names no argument of one of its kinds. */
  default Optional<String> argument(String word) {
    return Optional.empty();
  }
}
