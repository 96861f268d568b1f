package dev.weft.page;

import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A layer of a chain, as a card.
 *
 * @param arguments what was chosen, in words
 * @param parameters 0 or more
 * @param sheets of its output as drawn: one for a vector, more for more channels
 * @param tall of a sheet, in percent of the tallest
 * @param wide of a sheet, in percent of the widest
 */
public record LayerCard(String kind, String arguments, Shape output, int parameters, int sheets, int tall, int wide) {
  private static final Set<String> LEFT_ASIDE =
      Set.of(
          "use_bias",
          "kernel_initializer",
          "bias_initializer",
          "kernel_regularizer",
          "bias_regularizer",
          "shape",
          "seed");

  private static final Set<Object> PLAIN = Set.of("linear", "valid", List.of(1, 1));

  /** The input, and all layers. */
  public static List<LayerCard> of(Graph network) {
    List<LayerCard> cards = new ArrayList<>();
    cards.add(of("Input", "", network.input(), 0, network.input()));
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      int parameters = network.isFirstCall(node) ? layer.parameters(network.inputShape(node)) : 0;
      cards.add(of(layer.kind(), words(layer), network.shape(node), parameters, network.input()));
    }
    return cards;
  }

  private static LayerCard of(String kind, String arguments, Shape output, int parameters, Shape input) {
    if (output.rank() != 3) {
      double part = Math.log1p(output.elements()) / Math.log1p(Math.max(input.elements(), output.elements()));
      return new LayerCard(kind, arguments, output, parameters, 1, percent(part), 12);
    }
    int doublings = 32 - Integer.numberOfLeadingZeros(output.last()); // 1 channel is 1, 2 to 3 are 2, 4 to 7 are 3
    return new LayerCard(
        kind,
        arguments,
        output,
        parameters,
        Math.min(doublings, 7),
        percent((double) output.size(0) / input.size(0)),
        percent((double) output.size(1) / input.size(1)));
  }

  private static int percent(double part) {
    return (int) Math.clamp(Math.round(100 * part), 8, 100);
  }

  /** {@code Dense, units 10, activation softmax}. */
  public static String inWords(Layer layer) {
    String words = words(layer);
    return words.isEmpty() ? layer.kind() : layer.kind() + ", " + words;
  }

  private static String words(Layer layer) {
    Map<String, Object> arguments = new LinkedHashMap<>(layer.arguments());
    arguments.keySet().removeAll(LEFT_ASIDE);
    arguments.remove("groups", 1);
    arguments.values().removeIf(value -> value == null || PLAIN.contains(value));
    return arguments.entrySet().stream()
        .map(argument -> argument.getKey().replace('_', ' ') + " " + SettingNames.value(argument.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Numbers of the sheets, the hindmost first. */
  public List<Integer> sheetNumbers() {
    return IntStream.iterate(sheets - 1, sheet -> sheet >= 0, sheet -> sheet - 1).boxed().toList();
  }

  public String said() {
    return parameters == 0 ? "no parameters" : Numbers.of(parameters, "parameter");
  }
}
