package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.RunFolder;
import dev.weft.store.Condition;
import dev.weft.store.Owner;
import dev.weft.store.Query;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft runs gc}: removes what is of no use any more. */
@Command(
    name = "gc",
    header = "Says which runs are of no use any more; with --yes, removes them.",
    description =
        "Of no use are runs that did not finish and cannot go on: those that were killed before their first checkpoint,"
            + " and those that were killed or failed and whose folder is gone. Finished runs stay, with or without"
            + " their folder, and so does each run that has a tag or a note.")
final class RunsGcCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Option(names = "--yes", description = "Remove them, and give the space back to the disk.")
  private boolean yes;

  RunsGcCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      List<RunRecord> useless = unfinished(runs).filter(run -> useless(run, runs).isPresent()).toList();
      for (RunRecord run : useless) {
        terminal.out().println(line(run, useless(run, runs).get()));
      }
      long lost = finishedWithoutFolder(runs);
      if (lost > 0) {
        terminal.note(
            String.format(Locale.ROOT, "%d finished runs have no folder any more; their numbers stay.", lost));
      }
      if (yes) {
        useless.forEach(run -> RunRemoval.withFiles(run, runs, terminal));
        runs.compact();
      } else if (!useless.isEmpty()) {
        terminal.note("nothing was removed yet; say --yes to remove them.");
      }
      if (useless.isEmpty()) {
        terminal.out().println("nothing to remove");
      }
      return 0;
    }
  }

  private static Stream<RunRecord> unfinished(RunStore runs) {
    Query query =
        Query.of(List.of("id")).where(Condition.parse("state!=running")).where(Condition.parse("state!=finished"));
    return runs.list(query).rows().stream().map(row -> runs.get((String) row.get("id")));
  }

  /** On another machine they may have theirs. */
  private static long finishedWithoutFolder(RunStore runs) {
    Query query = Query.of(List.of("folder", "host")).where(Condition.parse("state=finished"));
    return runs.list(query).rows().stream()
        .filter(row -> row.get("host").equals(Owner.current().host()))
        .filter(row -> row.get("folder") instanceof String folder && !Files.isDirectory(Path.of(folder)))
        .count();
  }

  /** Why it is of no use, if it is. */
  private static Optional<String> useless(RunRecord run, RunStore runs) {
    if (!run.tags().isEmpty() || !run.note().isEmpty() || !run.owner().isHere()) {
      return Optional.empty();
    }
    Optional<Path> folder = run.folder().filter(Files::isDirectory).filter(path -> RunRemoval.isOf(run, path, runs));
    if (folder.isEmpty()) {
      return Optional.of("its folder is gone");
    }
    return run.state() == RunState.KILLED && !isOfUse(folder.get())
        ? Optional.of("it has no checkpoint")
        : Optional.empty();
  }

  /** The process may have been killed when all was there, but not yet recorded. */
  private static boolean isOfUse(Path folder) {
    return Files.exists(RunFolder.checkpoint(folder)) || RunFolder.isFinished(folder);
  }

  private String line(RunRecord run, String why) {
    return "%s %s (%s), %s: %s".formatted(yes ? "removed" : "useless", run.id(), run.name(), run.state(), why);
  }
}
