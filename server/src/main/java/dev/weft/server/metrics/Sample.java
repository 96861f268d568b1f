package dev.weft.server.metrics;

import java.util.Map;

/**
 * One number of a gauge.
 *
 * @param labels what distinguishes it from the gauge's others; empty where it is the only one
 */
public record Sample(Map<String, String> labels, double value) {}
