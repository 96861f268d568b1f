package dev.weft.model;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network as Keras 3's {@code model.summary()} prints it. */
final class Summary {
  private static final int[] LEAST_WIDTHS = {31, 22, 13};

  private Summary() {}

  static String of(Graph network) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"Layer (type)", "Output Shape", "Param #"});
    List<Shape> shapes = network.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      Layer layer = network.layers().get(i);
      rows.add(
          new String[] {
            Quoted.text(network.names().get(i)) + " (" + layer.kind() + ")",
            shapes.get(i).toString().replaceFirst("\\(", "(None, ").replaceFirst(",\\)", ")"),
            count(layer.parameters(network.inputOf(i)))
          });
    }
    return "Model: \"" + Quoted.text(network.name()) + "\"\n" + table(rows) + totals(network);
  }

  private static String table(List<String[]> rows) {
    int[] widths = LEAST_WIDTHS.clone();
    for (String[] row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    String row = String.format(Locale.ROOT, "%%s %%-%ds %%s %%-%ds %%s %%%ds %%s%n", widths[0], widths[1], widths[2]);
    StringBuilder table = new StringBuilder();
    table.append(rule(widths, "┏━┳┓")).append(line(row, "┃", rows.getFirst())).append(rule(widths, "┡━╇┩"));
    for (int i = 1; i < rows.size(); i++) {
      table.append(line(row, "│", rows.get(i))).append(rule(widths, i < rows.size() - 1 ? "├─┼┤" : "└─┴┘"));
    }
    return table.toString();
  }

  private static String line(String format, String bar, String[] cells) {
    return String.format(Locale.ROOT, format, bar, cells[0], bar, cells[1], bar, cells[2], bar);
  }

  /**
   * @param parts left end, dash, crossing, right end
   */
  private static String rule(int[] widths, String parts) {
    List<String> dashes = new ArrayList<>();
    for (int width : widths) {
      dashes.add(parts.substring(1, 2).repeat(width + 2));
    }
    return parts.charAt(0) + String.join(parts.substring(2, 3), dashes) + parts.charAt(3) + "\n";
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
