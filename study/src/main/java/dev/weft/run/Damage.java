package dev.weft.run;

import dev.weft.WeftException;
import java.nio.file.Path;

/** The error about a file in a run's folder that is not as the run wrote it. */
final class Damage {
  private Damage() {}

  /**
   * @param why what is wrong with it, without a full stop
   */
  static WeftException of(Path file, String why) {
    return of(file, why, null);
  }

  static WeftException of(Path file, String why, Exception cause) {
    return new WeftException(
        "%s must be as the run wrote it: %s; put a copy of it back, or train anew.".formatted(file, why), cause);
  }
}
