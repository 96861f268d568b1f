package dev.weft.study;

/** How a part finds its best recipe without training all of them to their end, or without knowing them beforehand. */
public sealed interface Strategy permits Halving, Hyperband, Bayesian {}
