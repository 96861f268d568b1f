package dev.weft.page;

import dev.weft.chart.NetworkBox;
import dev.weft.chart.NetworkChart;
import dev.weft.chart.SkipConnections.Skip;
import dev.weft.model.Graph;
import java.util.List;
import java.util.stream.Collectors;

/** A network in a page: a short chain is a row of cards; another is a box a layer, with lines beside the boxes. */
public record NetworkFigure(NetworkChart chart) {
  private static final int MOST_CARDS = 12;

  public static NetworkFigure of(Graph network) {
    return new NetworkFigure(NetworkChart.of(network));
  }

  public boolean isRowOfCards() {
    return chart.network().isChain() && chart.boxes().size() <= MOST_CARDS;
  }

  public List<LayerCard> cards() {
    return LayerCard.of(chart.network());
  }

  /** What it finds: {@code 20 layers with 9 additions of earlier values, 272,474 parameters, all of them trained.} */
  public String inWords() {
    int fixed = chart.network().parameters(false);
    return chart.inWords() + (fixed == 0 ? ", all of them trained." : ", " + Numbers.count(fixed) + " not trained.");
  }

  public String summary() {
    return chart.network().summary();
  }

  /** What a layer does, and which earlier values it takes: {@code takes stem}. */
  public String does(int box) {
    String does = boxes().get(box).does();
    String earlier =
        chart.skips().all().stream()
            .filter(skip -> skip.to() == box)
            .map(skip -> boxes().get(skip.from()).name())
            .collect(Collectors.joining(" and "));
    if (earlier.isEmpty()) {
      return does;
    }
    return (does.isEmpty() ? "" : does + "; ") + "takes " + earlier;
  }

  /** The name of a layer whose value a later one takes; nothing of another. */
  public String nameWhereTaken(int box) {
    return chart.skips().all().stream().anyMatch(skip -> skip.from() == box) ? boxes().get(box).name() : "";
  }

  public int lanes() {
    return chart.skips().lanes();
  }

  /** Where a line stands in the grid: from the row of one box to that of another, out to its lane. */
  public String place(Skip skip) {
    return "grid-row: %s / %s; grid-column: 2 / %s".formatted(skip.from() + 1, skip.to() + 2, skip.lane() + 3);
  }

  public List<NetworkBox> boxes() {
    return chart.boxes();
  }
}
