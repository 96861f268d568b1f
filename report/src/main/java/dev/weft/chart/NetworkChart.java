package dev.weft.chart;

import dev.weft.model.Add;
import dev.weft.model.Average;
import dev.weft.model.Concatenate;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Graph;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Node;
import dev.weft.model.Subtract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network from its input downwards: a box for each layer with what it does, the shape that leaves it, its weights. A
 * value that does not go to the next box has a line beside the boxes.
 *
 * @param boxes the input, and all layers
 */
public record NetworkChart(Graph network, List<NetworkBox> boxes, SkipConnections skips) {
  public static NetworkChart of(Graph network) {
    return new NetworkChart(network, NetworkBox.of(network), SkipConnections.of(network));
  }

  /** Whether a box takes the value of the box above it. */
  public boolean followsTheOneBefore(int box) {
    return box > 0 && network.nodes().get(box - 1).inputs().contains(boxes.get(box - 1).name());
  }

  Chart drawn() {
    String subtitle = layers() + ", " + parameters();
    return new Chart(network.name(), subtitle, new NetworkDiagram(this));
  }

  /** {@code 20 layers with 9 additions of earlier values, 272,474 parameters}. */
  public String inWords() {
    Map<String, Integer> merges = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (node.layer() instanceof MergeLayer layer) {
        merges.merge(word(layer), 1, Integer::sum);
      }
    }
    String merged =
        merges.entrySet().stream()
            .map(merge -> counted(merge.getValue(), merge.getKey()))
            .collect(Collectors.joining(" and "));
    return layers() + (merged.isEmpty() ? "" : " with " + merged + " of earlier values") + ", " + parameters();
  }

  private static String word(MergeLayer layer) {
    return switch (layer) {
      case Add l -> "addition";
      case Subtract l -> "subtraction";
      case Multiply l -> "multiplication";
      case Average l -> "average";
      case Maximum l -> "maximum";
      case Minimum l -> "minimum";
      case Concatenate l -> "concatenation";
      case CustomScaleLayer l -> "scaled addition";
    };
  }

  private String layers() {
    return counted(network.firstCalls().size(), "layer");
  }

  private String parameters() {
    return counted(network.parameters(), "parameter");
  }

  private static String counted(int count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
