package dev.weft.keras;

import dev.weft.keras.ModelConfig.Call;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.Rescaling;
import dev.weft.model.Resizing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The input of a network of Keras that takes images of any size, because it begins with a {@link Resizing}. Weft has it
 * with an input of the size that this gives: it changes nothing there, and images are resized as it would before they
 * enter.
 *
 * @param values what has the images' own size: the input, and what is computed of it before the Resizing
 */
record OpenInput(Resizing resizing, List<String> values) {
  /** The input of a network whose Resizing changes nothing of an image of the input's size; empty for others. */
  static Optional<OpenInput> of(Graph network) {
    List<String> values = new ArrayList<>();
    boolean scaled = false;
    String value = network.inputName();
    while (network.readers(value).size() == 1) {
      values.add(value);
      Node node = network.readers(value).getFirst();
      if (node.layer() instanceof Resizing resizing) {
        boolean same = List.of(resizing.height(), resizing.width()).equals(network.input().sizes().subList(0, 2));
        boolean differs = scaled && resizing.padToAspectRatio(); // its border would be scaled, too
        return same && !differs ? Optional.of(new OpenInput(resizing, values)) : Optional.empty();
      }
      boolean scales = node.layer() instanceof Rescaling || node.layer() instanceof Normalization;
      if (!scales && !(node.layer() instanceof AugmentationLayer)) {
        return Optional.empty();
      }
      scaled |= scales;
      value = node.name();
    }
    return Optional.empty();
  }

  /** The size that a model's first Resizing gives; empty if it has none. */
  static Optional<List<Integer>> firstSize(ModelConfig model) {
    for (Call call : model.calls()) {
      if (call.member().model() != null) {
        Optional<List<Integer>> within = firstSize(call.member().model());
        if (within.isPresent()) {
          return within;
        }
      }
      if (call.member().kind().equals("Resizing")
          && call.member().config().get("height") instanceof Integer height
          && call.member().config().get("width") instanceof Integer width) {
        return Optional.of(List.of(height, width));
      }
    }
    return Optional.empty();
  }
}
