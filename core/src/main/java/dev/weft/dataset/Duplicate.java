package dev.weft.dataset;

/**
 * An image that stands in another set, too.
 *
 * @param image its index in the set that was asked about
 * @param twin the index of the image most like it in the other set; the first of several that are equally like it
 * @param likeness Pearson's correlation of the two images' bytes, from {@link Duplicates#LIKENESS} to 1
 * @param exact whether their bytes are the same
 */
public record Duplicate(int image, int twin, double likeness, boolean exact) {}
