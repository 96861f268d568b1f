package dev.weft.page;

import dev.weft.experiment.LayerEntry;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.SeparableConv2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The layers of units or filters before the last.
 *
 * @param nodes the units or filters of each, from the input on
 */
public record HiddenLayers(List<Integer> nodes) {
  public static HiddenLayers of(List<LayerEntry> model) {
    List<Integer> nodes = new ArrayList<>();
    for (LayerEntry entry : model) {
      switch (entry.layer()) {
        case Dense dense -> nodes.add(dense.units());
        case Conv2D convolution -> nodes.add(convolution.filters());
        case Conv2DTranspose convolution -> nodes.add(convolution.filters());
        case SeparableConv2D convolution -> nodes.add(convolution.filters());
        default -> {}
      }
    }
    return new HiddenLayers(List.copyOf(nodes.subList(0, Math.max(0, nodes.size() - 1))));
  }

  public int count() {
    return nodes.size();
  }

  /** {@code 256-128}. */
  public String words() {
    return nodes.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
