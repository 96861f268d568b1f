package dev.weft.dataset;

/** Receives what happens while a set is looked for, fetched and read, for a person who waits. */
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

  /**
   * Things are done, one after the other; several threads may say so.
   *
   * @param doing what is done with what, such as {@code reading photos}
   * @param done how many so far
   * @param things what they are, such as {@code images}
   */
  default void count(String doing, long done, long total, String things) {}
}
