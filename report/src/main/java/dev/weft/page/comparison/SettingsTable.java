package dev.weft.page.comparison;

import dev.weft.experiment.LayerEntry;
import dev.weft.page.LayerCard;
import dev.weft.page.Provenance;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Settings and provenance in which not all of some runs agree. */
final class SettingsTable {
  private static final List<String> MEASURED_ON = List.of("weft", "java", "system", "simd", "threads");

  private SettingsTable() {}

  static Table of(List<LetteredRun> lettered) {
    List<FinishedRun> runs = lettered.stream().map(LetteredRun::run).toList();
    List<List<Cell>> rows = new ArrayList<>();
    addDifferences(runs.stream().map(run -> settings(run, runs)).toList(), rows);
    addDifferences(runs.stream().map(SettingsTable::measuredOn).toList(), rows);
    List<String> header = Stream.concat(Stream.of("setting"), lettered.stream().map(LetteredRun::title)).toList();
    return new Table("Only what differs", header, rows);
  }

  /** All of a run; a layer that is of another kind in another run is one setting. */
  private static Map<String, Object> settings(FinishedRun run, List<FinishedRun> runs) {
    Map<String, Object> settings = new LinkedHashMap<>(run.experiment().parameters());
    int deepest = runs.stream().mapToInt(other -> other.experiment().model().size()).max().orElse(0);
    for (int i = 0; i < deepest; i++) {
      int layer = i;
      if (runs.stream().map(other -> kind(other, layer)).distinct().count() > 1) {
        String path = "model." + i;
        settings.keySet().removeIf(name -> name.startsWith(path + "."));
        settings.remove(path);
        if (i < run.experiment().model().size()) {
          settings.put(path, LayerCard.inWords(run.experiment().model().get(i).layer()));
        }
      }
    }
    return settings;
  }

  private static String kind(FinishedRun run, int layer) {
    List<LayerEntry> model = run.experiment().model();
    return layer < model.size() ? model.get(layer).layer().kind() : "";
  }

  private static void addDifferences(List<Map<String, Object>> settings, List<List<Cell>> rows) {
    Set<String> names = new LinkedHashSet<>();
    settings.forEach(map -> names.addAll(map.keySet()));
    for (String name : names) {
      if (settings.stream().map(map -> Objects.toString(map.get(name), "")).distinct().count() > 1) {
        Stream<String> values = settings.stream().map(map -> Objects.toString(map.get(name), ""));
        rows.add(Stream.concat(Stream.of(name), values).map(Cell::of).toList());
      }
    }
  }

  private static Map<String, Object> measuredOn(FinishedRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data checksum", new Provenance(run).checksum());
    for (String name : MEASURED_ON) {
      map.put(name, run.provenance().at(name));
    }
    return map;
  }
}
