package dev.weft.page.live;

import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.ServedPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A study while its trainings run: all their curves, which of them halving let go on, and how each is.
 *
 * @param lines the best so far first
 * @param version of the store, from which the page's events go on
 * @param isOver whether its own page can be had in place of this one
 */
public record RunningStudyPage(String study, List<TrialLine> lines, String version, boolean isOver) {
  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 320;

  /**
   * A training of the study.
   *
   * @param values by epoch
   * @param metric what they are
   * @param best of them; -1 where there is none
   * @param epochs that are over
   */
  public record TrialLine(
      String id,
      String name,
      String state,
      String reason,
      List<Double> values,
      String metric,
      Sparkline curve,
      double best,
      int epochs,
      String time) {
    public String bestInWords() {
      return best < 0 ? "" : Numbers.percent(best);
    }
  }

  public ServedPage served() {
    return ServedPage.of(Page.of("live/study.jte", this), "ask", "study");
  }

  /** What of the page changes, as HTML. */
  public String moving() {
    return Page.part("live/trainings.jte", this);
  }

  /** How many trainings are in which state. */
  public String outline() {
    Map<String, Integer> counts = new TreeMap<>();
    lines.forEach(line -> counts.merge(line.state, 1, Integer::sum));
    StringJoiner words = new StringJoiner(", ");
    counts.forEach((state, count) -> words.add(Numbers.count(count) + " " + state));
    return Numbers.of(lines.size(), "training") + " so far: " + words + ".";
  }

  /** After how many epochs halving stopped how many; empty without halving. */
  public String halving() {
    Map<Integer, Integer> stopped = new TreeMap<>();
    lines.stream()
        .filter(line -> line.state.equals("stopped"))
        .forEach(line -> stopped.merge(line.epochs, 1, Integer::sum));
    StringJoiner words = new StringJoiner("; ");
    stopped.forEach((epochs, count) ->
        words.add("after %s %s stopped".formatted(Numbers.of(epochs, "epoch"), Numbers.count(count))));
    return stopped.isEmpty() ? "" : "Halving so far: " + words + ".";
  }

  /**
   * The curves in one chart.
   *
   * @param words what its axes go from and to
   * @param lines as SVG has them, in a box of 1000 times 320
   */
  public record Curves(String words, List<Line> lines) {
    /** One training's. */
    public record Line(String state, String points) {}
  }

  /** All curves on the same axes; empty where none has two epochs. */
  public Optional<Curves> curves() {
    int epochs = lines.stream().mapToInt(line -> line.values.size()).max().orElse(0);
    if (epochs < 2) {
      return Optional.empty();
    }
    double least =
        lines.stream()
            .flatMap(line -> line.values.stream())
            .mapToDouble(v -> v)
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    String words =
        "Epochs 1 to %s from left to right; %s from %s up to 100 %%."
            .formatted(Numbers.count(epochs), lines.getFirst().metric, Numbers.percent(least));
    return Optional.of(
        new Curves(
            words,
            lines.stream().map(line -> new Curves.Line(line.state, points(line.values, least, epochs))).toList()));
  }

  private static String points(List<Double> values, double least, int epochs) {
    StringJoiner points = new StringJoiner(" ");
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (Double.isFinite(value)) {
        points.add(
            Numbers.place(WIDTH * i / (epochs - 1))
                + ","
                + Numbers.place(HEIGHT - HEIGHT * (value - least) / Math.max(1e-9, 1 - least)));
      }
    }
    return points.toString();
  }

  /** One that runs, by which the study is stopped; empty where none does. */
  public String running() {
    return lines.stream().filter(line -> line.state.equals("running")).map(TrialLine::id).findFirst().orElse("");
  }

  public String data() {
    return Script.data(Map.of("version", version, "letters", Script.LATER_LETTERS));
  }
}
