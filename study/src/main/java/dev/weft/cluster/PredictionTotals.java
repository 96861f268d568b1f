package dev.weft.cluster;

import java.util.List;
import java.util.Map;

/**
 * What became of a {@link PredictionJob}.
 *
 * @param images how many there were
 * @param unreadable of how many there is an error in place of an answer
 * @param classes how many were taken for each class, the most frequent first
 * @param errors some of the errors, each with its image
 * @param passedOver how many files below folders are no images by their names
 * @param seconds from the start of the predictions until the table was written
 */
public record PredictionTotals(
    long images, long unreadable, Map<String, Long> classes, List<String> errors, long passedOver, double seconds) {}
