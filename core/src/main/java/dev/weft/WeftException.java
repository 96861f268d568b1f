package dev.weft;

/**
 * Something in the user's world is wrong: a file, a setting, a download. The message is one sentence for a person: the
 * rule, what was received, what to do; it is shown as it stands. Misuse of the Java API is an {@link
 * IllegalArgumentException} instead.
 */
public final class WeftException extends RuntimeException {
  public WeftException(String message) {
    super(message);
  }

  public WeftException(String message, Throwable cause) {
    super(message, cause);
  }
}
