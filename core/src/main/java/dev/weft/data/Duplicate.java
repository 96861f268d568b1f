package dev.weft.data;

/**
 * A picture that stands in another set, too.
 *
 * @param picture its index in the set that was asked about
 * @param twin the index of the picture most like it in the other set; the first of several that are equally like it
 * @param likeness Pearson's correlation of the two pictures' bytes, from {@link Duplicates#LIKENESS} to 1
 * @param exact whether their bytes are the same
 */
public record Duplicate(int picture, int twin, double likeness, boolean exact) {}
