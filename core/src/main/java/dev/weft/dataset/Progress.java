package dev.weft.dataset;

/** Receives what happens while a set is looked for and fetched, for a person who waits. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /** One sentence about what is done now or what was found wrong. */
  default void note(String sentence) {}

  /**
   * A file is being fetched.
   *
   * @param done bytes so far, those of an earlier attempt that is resumed included
   * @param total bytes in all, or -1 if the server did not say
   */
  default void bytes(String file, long done, long total) {}
}
