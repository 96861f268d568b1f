package dev.weft.diagnostics;

import dev.weft.run.Warning;

/**
 * A study's training came to its end, but its robustness could not be measured.
 *
 * @param reason why, one sentence
 */
public record UnmeasuredRobustness(String reason) implements Warning {
  @Override
  public String name() {
    return "unmeasured_robustness";
  }

  @Override
  public String sentence() {
    return "its robustness could not be measured: " + reason;
  }
}
