package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.UserOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.PastRuns;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft runs import}: takes runs into the store from their folders. */
@Command(
    name = "import",
    header = "Takes runs into the store from their folders.",
    description =
        "What a folder says takes the place of what the store knows of its run; tags and notes stay. The store is made"
            + " if there is none.",
    footer = {
      "",
      "  weft runs import runs/less-dropout     a run, moved from another machine too",
      "  weft runs import studies/report-d      all trainings of a study",
      "  weft runs import runs                  all runs below a folder"
    })
final class RunsImportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Folders of runs, of studies, or with runs below.")
  private List<Path> folders;

  @Mixin private UserOption user;

  RunsImportCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    List<Path> runs = folders.stream().flatMap(folder -> runsIn(folder).stream()).distinct().toList();
    try (RunStore open = RunStore.open(store.place())) {
      for (Path folder : runs) {
        RunRecord run = open.get(PastRuns.enter(open, folder, user.name()));
        terminal.out().println("%s (%s), %s: %s".formatted(run.id(), run.name(), run.state(), folder));
      }
    }
    return 0;
  }

  private List<Path> runsIn(Path folder) {
    List<Path> runs = Files.isDirectory(folder) ? PastRuns.in(folder) : List.of();
    if (runs.isEmpty()) {
      throw new WrongUse(
          spec,
          "%s must be the folder of a run, or have such below it, with an experiment.yaml and a provenance.json that a training wrote; there is none."
              .formatted(folder));
    }
    return runs;
  }
}
