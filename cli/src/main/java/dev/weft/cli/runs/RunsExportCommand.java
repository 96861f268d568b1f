package dev.weft.cli.runs;

import dev.weft.WholeFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.Csv;
import dev.weft.store.RunStore;
import dev.weft.store.RunTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft runs export}: runs for other programs. */
@Command(
    name = "export",
    header = "Writes runs as CSV, by default all columns of all of them.",
    footer = {"", "  weft runs export csv --out runs.csv --filter dataset=mnist"})
final class RunsExportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "csv", description = "The format: csv.")
  private String format;

  @Mixin private QueryOptions query;

  @Option(names = "--out", paramLabel = "FILE", description = "Write into this file instead of standard output.")
  private Path out;

  RunsExportCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    if (!format.equals("csv")) {
      throw new WrongUse(spec, "runs are exported as csv; received '" + format + "'.");
    }
    try (RunStore runs = store.open()) {
      RunTable table = store.asked(() -> runs.list(query.query(List.copyOf(runs.columns()), 0)));
      if (out == null) {
        terminal.out().print(csv(table));
      } else {
        WholeFile.write(out, csv(table));
        terminal.note(String.format(Locale.ROOT, "%d runs are written to %s", table.rows().size(), out));
      }
      return 0;
    }
  }

  private static String csv(RunTable table) {
    List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
    for (Map<String, Object> row : table.rows()) {
      rows.add(table.columns().stream().map(column -> text(row.get(column))).toList());
    }
    return Csv.text(rows);
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "";
      case List<?> words -> words.stream().map(String::valueOf).collect(Collectors.joining(" "));
      default -> value.toString();
    };
  }
}
