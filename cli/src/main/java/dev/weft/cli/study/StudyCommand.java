package dev.weft.cli.study;

import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Interrupt;
import dev.weft.cli.terminal.Terminal;
import dev.weft.diagnostics.Warnings;
import dev.weft.keras.Json;
import dev.weft.page.Page;
import dev.weft.page.StudyPage;
import dev.weft.run.Recording;
import dev.weft.run.Warning;
import dev.weft.study.LocalPool;
import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyFolder;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyRun;
import dev.weft.study.StudyTrial;
import dev.weft.study.TrialResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft study}: many trainings, compared. */
@Command(
    name = "study",
    header = "Trains what a study describes, and compares it.",
    footer = {
      "",
      "  weft study report-d                 a built-in study",
      "  weft study mine.yaml --workers 2    a study of your own, two trainings at once",
      "  weft study mine.yaml --resume       go on after Ctrl-C or a crash",
      "",
      "Built-in studies: report-a to report-e. What a study file looks like:",
      "",
      "  name: batches",
      "  base: d-1                    # an experiment's name, file, or settings",
      "  grid:                        # or random, or variants",
      "    training.batch_size: [16, 64]",
      "    training.optimizer: [Adam, RMSprop]",
      "  repeats: 3                   # or cross_validation: { folds: 5 }",
      "  select: { metric: accuracy, on: validation }"
    })
public final class StudyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|FILE", description = "A built-in study or a study file.")
  private String name;

  @Mixin private PoolOptions pool;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to keep the study, instead of studies/NAME.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the study in its folder.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "Replace the study that is in its folder, and write beside what else lies there.")
  private boolean overwrite;

  @Option(names = "--all", description = "Print each recipe and each comparison, however many they are.")
  private boolean all;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  public StudyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = read();
    Path path = out == null ? Path.of("studies", study.name()) : out;
    String goOn = "weft study " + Again.word(name) + " --resume" + again();
    Optional<StudyResults> results = run(study, path, resume, overwrite, pool, dataOptions, store, goOn, terminal);
    if (results.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    StudyPage.of(results.get()).write(path.resolve(Page.FILE));
    terminal
        .out()
        .print(json ? Json.pretty(results.get().toMap()) : StudyTable.of(results.get(), all, terminal.width()));
    if (!json) {
      terminal
          .out()
          .println(
              "Written to %s: results.csv, results.json, a folder for each training and, to look at, %s"
                  .formatted(path, Page.FILE));
    }
    return code(results.get());
  }

  /** A study with a training that failed ends as a failed one. */
  static int code(StudyResults results) {
    return results.trials().stream().anyMatch(TrialResult::hasFailed) ? ExitCode.FAILED : 0;
  }

  private Study read() {
    try {
      return StudyFile.read(name);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private String again() {
    return (out == null ? "" : Again.option("--out", out))
        + pool.again()
        + dataOptions.again()
        + store.again()
        + (all ? " --all" : "")
        + (json ? " --json" : "");
  }

  /** Carries a study out on this machine, and says how it goes; nothing if it was interrupted. */
  static Optional<StudyResults> run(
      Study study,
      Path path,
      boolean resume,
      boolean overwrite,
      PoolOptions pool,
      DataOptions data,
      StoreOption store,
      String goOn,
      Terminal terminal) {
    String place = store.place();
    List<StudyTrial> trials = study.trials();
    int workers = pool.workers(trials.size());
    trials.stream()
        .map(StudyTrial::experiment)
        .map(Warnings::of)
        .flatMap(List::stream)
        .map(Warning::sentence)
        .distinct()
        .forEach(warning -> terminal.note("warning: " + warning));
    try (Interrupt interrupt = new Interrupt(terminal);
        StudyFolder folder = StudyFolder.open(path, study, resume, overwrite)) {
      terminal.progress(
          String.format(
              Locale.ROOT,
              "%s: %d trainings, %s, %s %s",
              study.name(),
              trials.size(),
              pool.said(workers),
              resume ? "going on in" : "into",
              path));
      store.tellOfFinished(folder.trainings(), pool.user(), terminal);
      Set<String> said = ConcurrentHashMap.newKeySet();
      LocalPool executor =
          new LocalPool(
              folder,
              set -> data.load(set, false, terminal),
              () -> new Recording(place, pool.user(), sentence -> sayOnce(sentence, said, terminal)),
              workers,
              pool.threads());
      StudyLines lines = new StudyLines(terminal, trials);
      Optional<StudyResults> results = new StudyRun(study, folder, executor, lines, interrupt).perform();
      terminal.clear();
      if (results.isEmpty()) {
        terminal.note("interrupted; go on with: " + goOn); // while the interrupt still keeps the process
      }
      return results;
    }
  }

  /** What holds for every training need not be said for each. */
  private static void sayOnce(String sentence, Set<String> said, Terminal terminal) {
    if (said.add(sentence)) {
      terminal.note(sentence);
    }
  }
}
