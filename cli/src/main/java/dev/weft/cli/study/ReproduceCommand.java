package dev.weft.cli.study;

import dev.weft.WholeFile;
import dev.weft.cli.cluster.ClusterOption;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.Tracking;
import dev.weft.study.Reproduction;
import dev.weft.study.Study;
import dev.weft.study.StudyResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft reproduce}: the reports' figures again. */
@Command(
    name = "reproduce",
    header = "Trains all that the five reports train, and puts their figures beside ours.",
    footer = {
      "",
      "  weft reproduce               all five; this takes long",
      "  weft reproduce c d           two of them",
      "  weft reproduce c-fc e-base --repeats 10",
      "                               two of their networks, each with ten seeds",
      "  weft reproduce --quick       one epoch on a few images: does all run?",
      "  weft reproduce --resume      go on after Ctrl-C or a crash"
    })
public final class ReproduceCommand implements Callable<Integer> {
  private static final int MOST_REPEATS = 1000;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REPORT",
      arity = "0..*",
      description = "a, b, c, d or e, or a row of one, such as c-fc; all by default.")
  private List<String> reports = List.of();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "1",
      description = "Train each with N seeds: mean, deviation, and the interval of one more training.")
  private int repeats;

  @Mixin private PoolOptions pool;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  @Option(names = "--quick", description = "One epoch on 6,000 images; the figures then say nothing.")
  private boolean quick;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to keep it, instead of studies/reproduction.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the reproduction in its folder.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace the reproduction that is in its folder.")
  private boolean overwrite;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table as a page, too.")
  private Path markdown;

  public ReproduceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = study();
    Path path = out == null ? Path.of("studies", study.name()) : out;
    String asked = study.command() + (out == null ? "" : Again.option("--out", out));
    String goOn = asked + " --resume" + pool.again() + dataOptions.again() + store.again();
    Optional<StudyResults> results =
        StudyCommand.run(
            study,
            path,
            resume,
            overwrite,
            pool,
            new ClusterOption(),
            dataOptions,
            Optional.of(store.place()),
            Tracking.none(),
            goOn,
            terminal);
    if (results.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    ReproductionTable table = new ReproductionTable(Reproduction.of(results.get()), results.get(), asked);
    terminal.out().print(table.text(terminal.width()));
    WholeFile.write(path.resolve("reproduction.md"), table.markdown());
    terminal
        .out()
        .println("Written to " + path + ": reproduction.md, report.html, results.csv, results.json, and each training");
    if (markdown != null) {
      WholeFile.write(markdown, table.markdown());
    }
    return StudyCommand.code(results.get());
  }

  private Study study() {
    if (repeats < 1 || repeats > MOST_REPEATS) {
      throw new WrongUse(
          spec, String.format(Locale.ROOT, "--repeats must be from 1 to %,d; received %,d.", MOST_REPEATS, repeats));
    }
    try {
      return Reproduction.study(reports.isEmpty() ? Reproduction.LETTERS : reports, repeats, quick);
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }
}
