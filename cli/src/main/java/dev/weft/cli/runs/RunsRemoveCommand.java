package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft runs remove}: forgets runs. */
@Command(name = "remove", header = "Removes runs and the files in their folders, after asking.")
final class RunsRemoveCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids, names or folders of runs, or 'latest'.")
  private List<String> names;

  @Option(names = "--keep-files", description = "Only forget them; leave their folders as they are.")
  private boolean keepFiles;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--force", description = "Also if the store says that one is still running.")
  private boolean force;

  RunsRemoveCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      List<RunRecord> found = store.asked(() -> names.stream().map(runs::find).distinct().map(runs::get).toList());
      found.forEach(this::requireEnded);
      if (!yes && !terminal.asks("remove " + sentence(found) + (keepFiles ? "" : " and their files") + "?")) {
        throw new WrongUse(spec, "nothing was removed; say --yes to remove " + sentence(found) + ".");
      }
      found.forEach(run -> remove(run, runs));
      return 0;
    }
  }

  private void requireEnded(RunRecord run) {
    if (run.state() == RunState.RUNNING && !force) {
      throw new WrongUse(
          spec,
          "the run %s is running on %s; stop it first, or say --force if it is not."
              .formatted(run.id(), run.owner().host()));
    }
  }

  private static String sentence(List<RunRecord> runs) {
    return String.join(", ", runs.stream().map(run -> run.id() + " (" + run.name() + ")").toList());
  }

  private void remove(RunRecord run, RunStore runs) {
    if (keepFiles) {
      runs.remove(run.id());
    } else {
      RunRemoval.withFiles(run, runs, terminal);
    }
    terminal.out().println("removed " + run.id() + " (" + run.name() + ")");
  }
}
