package dev.weft.spark;

import dev.weft.study.TrialResult.State;
import java.io.Serializable;
import java.util.Map;

/**
 * What came of a leg.
 *
 * @param state how far it came; null where it was stopped
 * @param reason why it failed or diverged, or why its robustness could not be measured; else empty
 * @param files of the run, by their names
 */
record TrialEnd(State state, String reason, Map<String, byte[]> files) implements Serializable {}
