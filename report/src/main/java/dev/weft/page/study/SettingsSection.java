package dev.weft.page.study;

import dev.weft.chart.HeatMap;
import dev.weft.page.Numbers;
import dev.weft.study.PartResults;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the settings of a part do, as its page shows it.
 *
 * @param maps the one of the most important settings first; none of fewer than two settings
 * @param importance null where too few recipes came to the end
 */
record SettingsSection(PartResults results, List<HeatMap> maps, ImportanceFigure importance) {
  static SettingsSection of(PartResults results) {
    return new SettingsSection(results, HeatMaps.of(results), ImportanceFigure.of(results).orElse(null));
  }

  /** The settings that maps can be chosen by. */
  List<String> names() {
    return maps.stream()
        .flatMap(map -> List.of(map.across(), map.down()).stream())
        .map(HeatMap.Axis::name)
        .distinct()
        .toList();
  }

  /** The cell in words: where, value, interval, recipes. */
  String words(HeatMap map, HeatMap.Cell cell) {
    int count = cell.recipes().size();
    String mean = count == 1 ? "" : ", the mean of " + count + " recipes";
    return "%s: %s %s%s%s."
        .formatted(
            map.where(cell),
            map.valueName(),
            map.withInterval(cell),
            mean,
            cell.equals(map.best()) ? ", the best cell" : "");
  }

  /** Its colours of the ramp. */
  String colours(HeatMap map, HeatMap.Cell cell) {
    int shade = map.shade(cell);
    return "background: var(--ramp-%s); color: var(--on-ramp-%s)".formatted(shade, shade);
  }

  String recipes(HeatMap.Cell cell) {
    return cell.recipes().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What is left out of all maps, one sentence; empty if nothing is. */
  String leftOut() {
    long ranked = ranked();
    long all = results.rows().size();
    return ranked == all
        ? ""
        : "Left out: %s of %s, which did not come to the end or lack this metric."
            .formatted(Numbers.count(all - ranked), Numbers.of(all, "recipe"));
  }

  private long ranked() {
    return Arrays.stream(results.rankingValues()).filter(Double::isFinite).count();
  }

  /** What is left out of one map, one sentence; empty if nothing is. */
  String lacking(HeatMap map) {
    long lacking = ranked() - map.cells().stream().mapToInt(cell -> cell.recipes().size()).sum();
    return lacking == 0 ? "" : "Not in it: %s without one of the two.".formatted(Numbers.of(lacking, "recipe"));
  }
}
