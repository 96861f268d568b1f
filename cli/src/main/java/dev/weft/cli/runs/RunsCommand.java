package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.keras.Json;
import dev.weft.store.RunStore;
import dev.weft.store.RunTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft runs}: what was trained. */
@Command(
    name = "runs",
    header = "Lists, shows, compares, imports and removes runs.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "  weft runs                                      the newest",
      "  weft runs --filter 'test.accuracy>0.9' --sort -test.accuracy",
      "  weft runs --filter dataset=mnist --columns id,training.epochs,test.loss",
      "  weft runs show latest",
      "  weft runs compare 1f3a 77b0",
      "",
      "A run is its own name, its folder, its id or the beginning of it, 'latest', or its",
      "experiment's name for the newest of those.",
    })
public final class RunsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final StoreOption store = new StoreOption();

  @Mixin private QueryOptions query;

  @Option(names = "--limit", paramLabel = "N", description = "The most runs to list, by default 20; 0 for all.")
  private int limit = 20;

  @Option(names = "--json", description = "Print the runs as one JSON object.")
  private boolean json;

  private RunsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal) {
    RunsCommand runs = new RunsCommand(terminal);
    return new CommandLine(runs)
        .addSubcommand(new RunsShowCommand(terminal, runs.store))
        .addSubcommand(new RunsCompareCommand(terminal, runs.store))
        .addSubcommand(new RunsDiffCommand(terminal, runs.store))
        .addSubcommand(new RunsTagCommand(terminal, runs.store))
        .addSubcommand(new RunsNoteCommand(terminal, runs.store))
        .addSubcommand(new RunsRemoveCommand(terminal, runs.store))
        .addSubcommand(new RunsImportCommand(terminal, runs.store))
        .addSubcommand(new RunsExportCommand(terminal, runs.store))
        .addSubcommand(new RunsColumnsCommand(terminal, runs.store))
        .addSubcommand(new RunsGcCommand(terminal, runs.store));
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      RunTable table = store.asked(() -> runs.list(query.query(usual(runs), limit)));
      terminal.out().print(json ? Json.pretty(map(table)) : RunTables.list(table, terminal.width()));
      if (!json && table.total() > table.rows().size()) {
        terminal.note(
            String.format(
                Locale.ROOT,
                "%d of %d runs; more with --limit %d, all with --limit 0.",
                table.rows().size(),
                table.total(),
                5 * limit));
      }
      return 0;
    }
  }

  /** Where the store is of several users, also whose run it is. */
  private static List<String> usual(RunStore runs) {
    List<String> columns = new ArrayList<>(QueryOptions.USUAL);
    if (runs.users().size() > 1) {
      columns.add(columns.indexOf("name") + 1, "user");
    }
    return columns;
  }

  private static Map<String, Object> map(RunTable table) {
    List<Map<String, Object>> rows = table.rows().stream().map(RunTables::sayable).toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", rows);
    map.put("total", table.total());
    return map;
  }
}
