package dev.weft.experiment;

import dev.weft.config.AddsArguments;
import dev.weft.model.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * A layer of an experiment's network, and where it stands.
 *
 * @param name null: as Keras would name it, {@code conv2d_1}
 * @param inputs names of layers above, or {@code input_layer}; empty for the layer before it
 */
@AddsArguments
public record LayerEntry(Layer layer, String name, List<String> inputs) {
  public LayerEntry {
    inputs = List.copyOf(inputs);
  }

  /** A layer without a name of its own, which follows the one before it. */
  public static LayerEntry of(Layer layer) {
    return new LayerEntry(layer, null, List.of());
  }

  /** Layers that follow each other. */
  public static List<LayerEntry> chain(Layer... layers) {
    return Arrays.stream(layers).map(LayerEntry::of).toList();
  }
}
