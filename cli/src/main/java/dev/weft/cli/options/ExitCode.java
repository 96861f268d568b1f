package dev.weft.cli.options;

/** How a process says what became of its command. */
public final class ExitCode {
  /** A wrong option, an unknown name, a bad experiment file. */
  public static final int WRONG_USE = 2;

  /** Anything else that went wrong. */
  public static final int FAILED = 1;

  /** A training of a job failed by its own fault, such as divergence: it would fail again. */
  public static final int TRIAL_FAILED = 3;

  /** What a shell says of a process that Ctrl-C ended. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
