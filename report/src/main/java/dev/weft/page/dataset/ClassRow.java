package dev.weft.page.dataset;

import java.util.List;

/**
 * A class in the page's tables.
 *
 * @param label its number
 * @param train how many training images it has
 * @param test how many test images it has
 * @param first slots of training images, spread over the set
 * @param typical slots of the training images nearest to the mean image, the nearest first
 * @param unusual slots of the training images farthest from the mean image, the farthest first
 */
record ClassRow(
    int label, String name, int train, int test, List<Integer> first, List<Integer> typical, List<Integer> unusual) {}
