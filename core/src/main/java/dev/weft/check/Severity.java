package dev.weft.check;

/** How much a finding matters. */
public enum Severity {
  /** It is to be solved before a training: figures would be wrong, or the training stops. */
  PROBLEM,
  /** It may be as it should; whoever trains has to know of it. */
  NOTE
}
