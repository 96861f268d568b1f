package dev.weft.store;

import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.time.Instant;
import java.util.Map;

/**
 * A run that is over, as its folder says.
 *
 * @param run what it was when it began
 * @param state how it ended
 * @param reason why it did not finish, one sentence; else empty
 * @param epochs what each gave, by its number from 1
 * @param metrics what came out, by names such as {@code test.accuracy}
 * @param predictions by the part of the data
 */
public record PastRun(
    NewRun run,
    RunState state,
    String reason,
    Instant begun,
    Instant ended,
    Map<Integer, Map<String, Double>> epochs,
    Map<String, Double> metrics,
    Map<DataPart, Predictions> predictions) {}
