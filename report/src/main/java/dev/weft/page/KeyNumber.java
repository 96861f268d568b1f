package dev.weft.page;

/**
 * One of the few numbers that a page begins with.
 *
 * @param name what it counts or measures
 * @param figure the number with its unit
 * @param beside what it is of, and how sure it is
 */
public record KeyNumber(String name, String figure, String beside) {}
