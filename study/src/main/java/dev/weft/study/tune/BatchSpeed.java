package dev.weft.study.tune;

/**
 * How fast a network trains with one batch size.
 *
 * @param imagesPerSecond by the step that three quarters of the later ones are slower than: others may compute, too
 * @param bytes of the heap that its training takes
 */
public record BatchSpeed(int batch, double imagesPerSecond, long bytes) {}
