package dev.weft.cli.data;

import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.FileCheck;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data}: the data sets that have a name. */
@Command(
    name = "data",
    header = "Lists, shows, fetches and verifies data sets.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "A data set is looked for in --data-dir, or else in the folder that the",
      "environment variable WEFT_DATA names, and then nowhere else. Where neither is",
      "given, it is looked for in the user's cache and in /usr/share/datasets, and is",
      "fetched into the cache if it is in none of them."
    })
public final class DataCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  private DataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new DataCommand(terminal))
        .addSubcommand(new DataAugmentCommand(terminal))
        .addSubcommand(new DataShowCommand(terminal))
        .addSubcommand(new DataSplitCommand(terminal))
        .addSubcommand(new DataExportCommand(terminal))
        .addSubcommand(new DataCheckCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  @Command(name = "list", header = "Lists the data sets, and where they are on this machine.")
  int list(@Mixin DataOptions options) {
    Path folder = options.folder();
    PrintStream out = terminal.out();
    String row = "%-15s %7s %7s %8s  %-12s %s%n";
    out.printf(row, "NAME", "TRAIN", "TEST", "CLASSES", "SHAPE", "WHERE");
    for (CatalogueEntry set : Datasets.catalogue()) {
      out.printf(
          Locale.ROOT,
          row,
          set.name(),
          count(set.trainSize()),
          count(set.testSize()),
          set.classNames().size(),
          String.format(Locale.ROOT, "%dx%dx%d", set.height(), set.width(), set.channels()),
          where(set, folder));
    }
    return 0;
  }

  private static String where(CatalogueEntry set, Path folder) {
    if (set.mirrors().isEmpty()) {
      return "drawn by Weft itself";
    }
    try {
      return Datasets.where(set.name(), folder)
          .map(Path::toString)
          .or(() -> Datasets.named(folder).map(named -> "not in " + named))
          .orElse("not here; get it with 'weft data fetch " + set.name() + "'");
    } catch (WeftException e) {
      return e.getMessage();
    }
  }

  @Command(name = "fetch", header = "Brings a data set into the user's cache.")
  int fetch(@Mixin DataOptions options, @Parameters(paramLabel = "NAME", description = "The data set.") String name) {
    terminal.out().println(Datasets.fetch(options.entry(name).name(), options.folder(), terminal));
    return 0;
  }

  @Command(name = "verify", header = "Compares the checksums of a data set's files with what they must be.")
  int verify(@Mixin DataOptions options, @Parameters(paramLabel = "NAME", description = "The data set.") String name) {
    List<FileCheck> checks = Datasets.verify(options.entry(name).name(), options.folder());
    for (FileCheck check : checks) {
      terminal
          .out()
          .println(check.problem().isEmpty() ? "good     " + check.file() : "DAMAGED  " + check.problem().get());
    }
    return checks.stream().allMatch(check -> check.problem().isEmpty()) ? 0 : ExitCode.FAILED;
  }

  static String count(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
