package dev.weft.mlflow;

import java.util.Map;
import java.util.Set;

/**
 * A run in MLflow.
 *
 * @param experiment the id of its experiment
 * @param id of the run
 * @param artifacts where its files are, as MLflow says it
 * @param steps the latest step of each metric that it has, by the metric's name
 * @param parameters the names of those that it has
 */
public record MlflowRun(
    String experiment, String id, String artifacts, Map<String, Long> steps, Set<String> parameters) {}
