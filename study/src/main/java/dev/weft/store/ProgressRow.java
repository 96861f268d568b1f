package dev.weft.store;

/**
 * How far a training is, as text that its writer understands.
 *
 * @param validation what its last validation gave; empty before the first
 */
public record ProgressRow(String position, String validation) {}
