package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.keras.Json;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import dev.weft.study.ComparedRun;
import dev.weft.study.Differences;
import dev.weft.study.RunComparisons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft runs compare}: what came out of some runs, side by side, and what each difference is worth. */
@Command(name = "compare", header = "Puts the metrics of runs side by side, and tests every pair of them.")
final class RunsCompareCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Parameters(paramLabel = "RUN", arity = "2..*", description = "Ids, names or folders of runs, or 'latest'.")
  private List<String> names;

  @Option(names = "--json", description = "Print the metrics of each run, and the pairs, as one JSON object.")
  private boolean json;

  RunsCompareCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      List<RunRecord> found = store.asked(() -> names.stream().map(runs::find).distinct().map(runs::get).toList());
      RunComparisons compared = store.asked(() -> compared(found, runs));
      terminal
          .out()
          .print(
              json
                  ? Json.pretty(map(found, compared))
                  : RunTables.compare(found, terminal.width()) + DifferenceTable.of(compared, terminal.width()));
      return 0;
    }
  }

  private static RunComparisons compared(List<RunRecord> found, RunStore runs) {
    return RunComparisons.of(found.stream().map(run -> ComparedRun.of(run, runs)).toList());
  }

  private static Map<String, Object> map(List<RunRecord> runs, RunComparisons compared) {
    Map<String, Object> map = new LinkedHashMap<>();
    runs.forEach(run -> map.put(run.id(), run.metrics()));
    map.put(
        "pairs",
        compared.groups().stream()
            .flatMap(group -> group.differences().stream())
            .map(Differences::toMaps)
            .flatMap(List::stream)
            .toList());
    return map;
  }
}
