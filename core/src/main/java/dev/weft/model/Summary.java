package dev.weft.model;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network as Keras 3's {@code model.summary()} prints it to a file. The columns of a chain are as wide as their
 * longest line; one that is no chain has a fourth column, {@code Connected to}, and all have Keras's widths for 80
 * characters.
 */
final class Summary {
  private static final List<String> HEADER = List.of("Layer (type)", "Output Shape", "Param #");
  private static final int[] LEAST_WIDTHS = {31, 22, 13};
  private static final int[] CONNECTED_WIDTHS = {19, 17, 10, 17};
  private static final int PARAMETERS = 2;

  private Summary() {}

  static String of(Graph network) {
    return "Model: \"" + Quoted.text(network.name()) + "\"\n" + table(network) + totals(network);
  }

  private static String table(Graph network) {
    if (network.isChain()) {
      List<List<String>> rows = network.nodes().stream().map(node -> row(network, List.of(node))).toList();
      return SummaryTable.of(HEADER, rows, widest(rows), PARAMETERS);
    }
    List<String> header = new ArrayList<>(HEADER);
    header.add("Connected to");
    return SummaryTable.of(header, connectedRows(network), CONNECTED_WIDTHS, PARAMETERS);
  }

  private static int[] widest(List<List<String>> rows) {
    int[] widths = LEAST_WIDTHS.clone();
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  /** A layer by its calls; like Keras, with the shape of the last one's output. */
  private static List<String> row(Graph network, List<Node> calls) {
    Node first = calls.getFirst();
    return List.of(
        Quoted.text(first.layerName()) + " (" + first.layer().kind() + ")",
        shape(network.shape(calls.getLast())),
        count(first.layer().parameters(network.inputShape(first))));
  }

  private static String shape(Shape shape) {
    return shape.toString().replaceFirst("\\(", "(None, ").replaceFirst(",\\)", ")");
  }

  private static List<List<String>> connectedRows(Graph network) {
    Map<String, String> places = new HashMap<>();
    places.put(network.inputName(), Quoted.text(network.inputName()) + "[0][0]");
    for (Node layer : network.firstCalls()) {
      List<Node> calls = network.calls(layer.name());
      for (int i = 0; i < calls.size(); i++) {
        places.put(calls.get(i).name(), Quoted.text(layer.name()) + "[" + i + "][0]");
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(Quoted.text(network.inputName()) + " (InputLayer)", shape(network.input()), "0", "-"));
    for (Node node : LayerOrder.of(network)) {
      if (network.isFirstCall(node)) {
        List<Node> calls = network.calls(node.layerName());
        List<String> row = new ArrayList<>(row(network, calls));
        List<String> inputs = calls.stream().flatMap(call -> call.inputs().stream()).map(places::get).toList();
        row.add(String.join(", ", inputs));
        rows.add(Collections.unmodifiableList(row));
      }
    }
    return rows;
  }

  private static String totals(Graph network) {
    int trainable = network.parameters(true);
    int frozen = network.parameters(false);
    return total("Total", trainable + frozen) + total("Trainable", trainable) + total("Non-trainable", frozen);
  }

  private static String total(String what, int parameters) {
    return " " + what + " params: " + count(parameters) + " (" + bytes(4.0 * parameters) + ")\n";
  }

  private static String count(int parameters) {
    return String.format(Locale.ROOT, "%,d", parameters);
  }

  private static String bytes(double bytes) {
    String[] units = {"B", "KB", "MB", "GB"};
    int unit = 0;
    while (bytes >= 1024 && unit < units.length - 1) {
      bytes /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", bytes, units[unit]);
  }
}
