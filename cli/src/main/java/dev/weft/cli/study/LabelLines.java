package dev.weft.cli.study;

import dev.weft.Quoted;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Tables;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.labels.Estimate;
import dev.weft.explain.labels.LabelJudgement;
import dev.weft.explain.labels.LabelReport;
import dev.weft.keras.Json;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was found of wrong labels, as a command prints it.
 *
 * @param right the labels as they were before some were planted; empty where none were
 */
record LabelLines(LabelReport report, String data, Optional<ImageSet> right) {
  private static final int LONGEST_NAME = 28;

  String text(int count, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%,d of %,d labels of %s look wrong.", report.probable(), report.ranked().size(), data));
    lines.add(report.how());
    report.precision().forEach(one -> lines.add(sentence(one)));
    lines.addAll(planted());
    String said =
        lines.stream().map(line -> Lines.folded(Quoted.line(line), width) + "\n").collect(Collectors.joining());
    if (count == 0 || report.ranked().isEmpty()) {
      return said;
    }
    List<List<String>> rows = IntStream.range(0, Math.min(count, report.ranked().size())).mapToObj(this::row).toList();
    return said + "\n" + Tables.aligned(header(), rows, width) + "\n" + Lines.folded(report.ranking(), width) + "\n";
  }

  private static String sentence(Estimate one) {
    return String.format(
        Locale.ROOT,
        "About %.1f %% of them are wrong indeed (95 %% interval %.1f to %.1f), %s.",
        100 * one.share(),
        100 * one.interval().low(),
        100 * one.interval().high(),
        one.how());
  }

  private List<String> planted() {
    if (right.isEmpty()) {
      return List.of();
    }
    int planted = report.found(right.get(), 0).map(LabelReport.Found::planted).orElse(0);
    return report
        .found(right.get(), planted)
        .map(found ->
            List.of(
                String.format(Locale.ROOT, "Planted: %,d wrong labels.", planted),
                String.format(
                    Locale.ROOT,
                    "  Planted ones among the %,d that look wrong: %s",
                    report.probable(),
                    share(found.precision())),
                String.format(Locale.ROOT, "  Planted ones that look wrong: %s", share(recall(report.probable()))),
                String.format(Locale.ROOT, "  Planted ones among the first %,d: %s", planted, share(found.recall()))))
        .orElse(List.of("Planted: no wrong label, or none is probable."));
  }

  private Wilson recall(int first) {
    return report.found(right.orElseThrow(), first).orElseThrow().recall();
  }

  private static String share(Wilson share) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (95 %% interval %.1f to %.1f)",
        100 * share.accuracy(),
        100 * share.interval().low(),
        100 * share.interval().high());
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("image", "label", "more likely"));
    LabelJudgement first = report.ranked().getFirst();
    if (!Double.isNaN(first.wrong())) {
      header.add("wrong");
    }
    if (!Double.isNaN(first.area())) {
      header.add("margin");
    }
    if (first.neighbours() >= 0) {
      header.add("the 10 most like it");
    }
    return header;
  }

  private List<String> row(int rank) {
    LabelJudgement one = report.ranked().get(rank);
    LabelJudgement first = report.ranked().getFirst();
    List<String> row = new ArrayList<>(List.of(file(one), className(one.label()), className(one.suggested())));
    if (!Double.isNaN(first.wrong())) {
      row.add(String.format(Locale.ROOT, "%.3f", one.wrong()));
    }
    if (!Double.isNaN(first.area())) {
      row.add(Double.isNaN(one.area()) ? "" : String.format(Locale.ROOT, "%.1f", one.area()));
    }
    if (first.neighbours() >= 0) {
      row.add(neighbours(one));
    }
    return row;
  }

  private String neighbours(LabelJudgement one) {
    if (one.neighbours() < 0) {
      return "";
    }
    String own = one.neighbours() + " x " + className(one.label());
    return one.neighboursSay() < 0 ? own : one.otherNeighbours() + " x " + className(one.neighboursSay()) + ", " + own;
  }

  private String className(int label) {
    return label < 0 ? "-" : Quoted.text(report.images().classNames().get(label));
  }

  /** The end of a long name, which says more than its beginning. */
  private String file(LabelJudgement one) {
    String name = name(one);
    int from = name.length() - LONGEST_NAME;
    return from <= 0 ? name : "…" + name.substring(Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
  }

  private String name(LabelJudgement one) {
    return report
        .images()
        .name(one.image())
        .map(Quoted::text)
        .orElseGet(() -> String.valueOf(report.images().sourceIndex(one.image())));
  }

  String json(int count) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("images", report.ranked().size());
    map.put("probably_wrong", report.probable());
    map.put("how", report.how());
    map.put("order", report.ranking());
    map.put("precision", report.precision().stream().map(LabelLines::map).toList());
    right.flatMap(labels -> report.found(labels, report.probable())).ifPresent(found -> map.put("planted", map(found)));
    report.joint().ifPresent(joint -> map.put("estimated", joint.scaled()));
    map.put("labels", report.ranked().stream().limit(Math.max(count, report.probable())).map(this::map).toList());
    return Json.pretty(map);
  }

  private static Map<String, Object> map(Estimate one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("share", one.share());
    map.put("interval_95", List.of(one.interval().low(), one.interval().high()));
    map.put("how", one.how());
    return map;
  }

  private static Map<String, Object> map(LabelReport.Found found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("labels", found.planted());
    map.put("precision", found.precision().accuracy());
    map.put("recall", found.recall().accuracy());
    return map;
  }

  private Map<String, Object> map(LabelJudgement one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("index", report.images().sourceIndex(one.image()));
    report.images().name(one.image()).ifPresent(name -> map.put("name", name));
    map.put("label", className(one.label()));
    map.put("suggested", className(one.suggested()));
    putIfKnown(map, "wrong", one.wrong());
    putIfKnown(map, "area", one.area());
    if (one.neighbours() >= 0) {
      map.put("neighbours", one.neighbours());
      map.put("other_neighbours", one.otherNeighbours());
      map.put("neighbours_say", className(one.neighboursSay()));
    }
    return map;
  }

  private static void putIfKnown(Map<String, Object> map, String key, double value) {
    if (!Double.isNaN(value)) {
      map.put(key, value);
    }
  }
}
