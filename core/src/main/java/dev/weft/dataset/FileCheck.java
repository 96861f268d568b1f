package dev.weft.dataset;

import java.util.Optional;

/**
 * Whether a file of a named set is what it must be.
 *
 * @param file where it is
 * @param problem one sentence, or empty if nothing is wrong
 */
public record FileCheck(String file, Optional<String> problem) {}
