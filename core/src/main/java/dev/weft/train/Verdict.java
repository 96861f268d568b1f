package dev.weft.train;

/**
 * What a callback says of a training: whether to stop, and why.
 *
 * @param reason one sentence; empty to go on
 */
public record Verdict(boolean stop, String reason) {
  public static final Verdict CONTINUE = new Verdict(false, "");

  public static Verdict stop(String reason) {
    return new Verdict(true, reason);
  }

  /** This verdict if it is to stop, else the other. */
  Verdict or(Verdict other) {
    return stop ? this : other;
  }
}
