package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.keras.Json;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft runs show}: all that is known of a run. */
@Command(name = "show", header = "Says all that is known of a run.")
final class RunsShowCommand implements Callable<Integer> {
  private static final int LAST_EPOCHS = 3;

  private final Terminal terminal;
  private final StoreOption store;

  @Parameters(paramLabel = "RUN", description = "A run's id, name or folder, or 'latest'.")
  private String run;

  @Option(names = "--epochs", description = "Say what each epoch gave, not only the last " + LAST_EPOCHS + ".")
  private boolean allEpochs;

  @Option(names = "--json", description = "Print it as one JSON object, all epochs included.")
  private boolean json;

  RunsShowCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      RunRecord found = store.asked(() -> runs.get(runs.find(run)));
      Map<Integer, Map<String, Double>> epochs = runs.epochs(found.id());
      terminal.out().print(json ? Json.pretty(map(found, epochs)) : RunTables.show(found, shown(epochs)));
      return 0;
    }
  }

  private Map<Integer, Map<String, Double>> shown(Map<Integer, Map<String, Double>> epochs) {
    int last = epochs.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    Map<Integer, Map<String, Double>> shown = new TreeMap<>(epochs);
    shown.keySet().removeIf(epoch -> !allEpochs && epoch <= last - LAST_EPOCHS);
    return shown;
  }

  private static Map<String, Object> map(RunRecord run, Map<Integer, Map<String, Double>> epochs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", run.id());
    map.put("name", run.name());
    map.putAll(RunTables.sayable(RunTables.facts(run)));
    map.put("metrics", run.metrics());
    map.put("history", epochs);
    map.put("parameters", run.parameters());
    map.put("provenance", run.provenance());
    return map;
  }
}
