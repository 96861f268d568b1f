package dev.weft.cli.runs;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.TrackingOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.TableFormat;
import dev.weft.run.Tracker;
import dev.weft.store.Query;
import dev.weft.store.RunStore;
import dev.weft.store.RunTable;
import dev.weft.tracker.StoreExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft runs export}: runs for other programs. */
@Command(
    name = "export",
    header = "Writes runs for other programs, by default all columns of all of them.",
    footer = {
      "",
      "  weft runs export csv --out runs.csv --filter dataset=mnist",
      "  weft runs export parquet --out epochs.parquet --epochs",
      "  weft runs export tensorboard boards --filter study=rates",
      "  weft runs export mlflow http://localhost:5000 --filter user=anna",
    })
final class RunsExportCommand implements Callable<Integer> {
  private static final String ID = "id";

  private final Terminal terminal;
  private final StoreOption store;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "A table: csv, jsonl (a JSON object a line) or parquet; or tensorboard or mlflow.")
  private String format;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR|URI",
      description = "TensorBoard's folder; MLflow's server, http://HOST:PORT, or folder.")
  private String place;

  @Mixin private QueryOptions query;

  @Option(names = "--out", paramLabel = "FILE", description = "Write into this file instead of standard output.")
  private Path out;

  @Option(names = "--epochs", description = "A row for each epoch, not for each run.")
  private boolean epochs;

  RunsExportCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    return switch (format) {
      case "tensorboard" -> track(() -> TrackingOptions.tensorBoard(Path.of(place)));
      case "mlflow" -> track(() -> TrackingOptions.mlflow(place));
      default -> writeTable(kind());
    };
  }

  /** What is there already is not written twice. */
  private int track(Supplier<Tracker> named) {
    if (place == null || out != null || epochs) {
      throw new WrongUse(
          spec,
          place == null
              ? "weft runs export %s needs to know where; name %s behind it."
                  .formatted(format, format.equals("mlflow") ? "a server or a folder" : "a folder")
              : "--out and --epochs are for tables; leave them out.");
    }
    try (RunStore runs = store.open();
        Tracker tracker = tracker(named)) {
      Query asked = query.query(List.of(ID), 0);
      Query wanted = new Query(List.of(ID), asked.conditions(), asked.orders(), asked.limit());
      RunTable table = store.asked(() -> runs.list(wanted));
      List<String> ids = table.rows().stream().map(row -> (String) row.get(ID)).toList();
      new StoreExport(runs).write(ids, tracker);
      terminal.note(
          String.format(
              Locale.ROOT, "%d %s in %s", ids.size(), ids.size() == 1 ? "run is" : "runs are", tracker.place()));
      return 0;
    }
  }

  private Tracker tracker(Supplier<Tracker> named) {
    try {
      return named.get();
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private int writeTable(TableFormat kind) {
    if (place != null) {
      throw new WrongUse(spec, "a table goes into the file that --out names; received '" + place + "'.");
    }
    if (out == null && !kind.isText()) {
      throw new WrongUse(spec, "parquet is for a file; say which with --out FILE.");
    }
    try (RunStore runs = store.open()) {
      RunTable table = store.asked(() -> table(runs));
      if (out == null) {
        kind.write(table, terminal.out());
      } else {
        WholeFile.write(out, to -> kind.write(table, to));
        terminal.note(
            String.format(
                Locale.ROOT, "%d %s are written to %s", table.rows().size(), epochs ? "epochs" : "runs", out));
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a stream that prints gives none
    }
  }

  private RunTable table(RunStore runs) {
    return epochs
        ? EpochTable.of(runs, query.query(List.of(ID, "name"), 0))
        : runs.list(query.query(List.copyOf(runs.columns()), 0));
  }

  private TableFormat kind() {
    try {
      return TableFormat.of(format);
    } catch (WeftException e) {
      throw new WrongUse(
          spec, "runs are exported as csv, jsonl or parquet, or to tensorboard or mlflow; received '" + format + "'.");
    }
  }
}
