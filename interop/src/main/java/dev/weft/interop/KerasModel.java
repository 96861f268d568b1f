package dev.weft.interop;

import dev.weft.train.Model;

/**
 * A model file's contents: the model, with weights and optimizer state, and what is known about where it comes from.
 */
public record KerasModel(Model model, Metadata metadata) {}
