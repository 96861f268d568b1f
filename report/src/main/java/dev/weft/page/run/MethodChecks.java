package dev.weft.page.run;

import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well the maps of each method do in their checks.
 *
 * @param byMethod the checks of each method's maps, by its title
 */
record MethodChecks(Map<String, List<MapCheck>> byMethod) {
  static MethodChecks of(List<CheckedMap> maps) {
    Map<String, List<MapCheck>> byMethod = new LinkedHashMap<>();
    for (CheckedMap map : maps) {
      byMethod.computeIfAbsent(map.attribution().method().title(), title -> new ArrayList<>()).add(map.check());
    }
    return new MethodChecks(byMethod);
  }

  private static long passed(List<MapCheck> checks) {
    return checks.stream().filter(MapCheck::passes).count();
  }

  /** Which methods not to believe on this network, a sentence. */
  String inWords() {
    List<String> failing =
        byMethod.entrySet().stream()
            .filter(entry -> 2 * passed(entry.getValue()) < entry.getValue().size())
            .map(Map.Entry::getKey)
            .toList();
    return failing.isEmpty()
        ? "Of each method at least half of the maps hold."
        : "Of %s most maps fail: do not believe them on this network.".formatted(String.join(", ", failing));
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    byMethod.forEach((method, checks) ->
        rows.add(
            List.of(
                Cell.of(method),
                new Cell(
                    Numbers.count(passed(checks)) + " of " + Numbers.count(checks.size()),
                    (double) passed(checks) / checks.size()),
                mean(checks, check -> check.curves().deletionArea()),
                mean(checks, MapCheck::deletionOfNoise),
                mean(checks, check -> check.curves().insertionArea()),
                mean(checks, MapCheck::insertionOfNoise),
                mean(checks, MapCheck::likeness))));
    return new Table(
        "Means over the maps of this page",
        List.of(
            "method",
            "maps that hold",
            "deletion area",
            "of noise",
            "insertion area",
            "of noise",
            "likeness to random weights"),
        rows);
  }

  private static Cell mean(List<MapCheck> checks, ToDoubleFunction<MapCheck> value) {
    double mean = checks.stream().mapToDouble(value).average().orElseThrow();
    return new Cell(new Digits(2).text(mean), mean);
  }
}
