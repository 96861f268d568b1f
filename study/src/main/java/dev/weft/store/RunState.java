package dev.weft.store;

import java.util.Locale;

/** The status of a run. */
public enum RunState {
  /** It trains. */
  RUNNING,
  /** It came to its end. */
  FINISHED,
  /** It ended with an error. */
  FAILED,
  /** Its loss, weights or outputs became infinite or no numbers. */
  DIVERGED,
  /** It was interrupted, or its process is gone. */
  KILLED,
  /** Its study stopped it, as others were better; it can go on. */
  STOPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
