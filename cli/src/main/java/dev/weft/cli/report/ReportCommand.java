package dev.weft.cli.report;

import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.explain.ExplanationBudget;
import dev.weft.explain.MistakeExplainer;
import dev.weft.page.Page;
import dev.weft.page.comparison.ComparisonPage;
import dev.weft.page.run.RunPage;
import dev.weft.page.study.StudyPage;
import dev.weft.page.study.TrialPages;
import dev.weft.run.FinishedRun;
import dev.weft.study.FinishedStudy;
import dev.weft.study.StudyResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft report}: one page to look at. */
@Command(
    name = "report",
    header = "Writes one page about a run, a study, or several runs beside each other.",
    footer = {
      "",
      "  weft report latest                  runs/.../report.html",
      "  weft report latest --explain 60     the same, with why it made 60 mistakes",
      "  weft report studies/report-d        studies/report-d/report.html",
      "  weft report digits faster           comparison.html: in what two runs differ",
      "",
      "The page is one file: it opens from disk, and asks nothing of a network."
    })
public final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN|STUDY", description = Finished.DESCRIPTION)
  private List<String> names;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the page.")
  private Path out;

  @Option(
      names = "--explain",
      paramLabel = "N",
      description =
          "Explain N mistakes of a run, however long that takes. By default as many as a tenth of the training's time"
              + " allows; 0 for none.")
  private Integer explain;

  @Mixin private ThreadsOption threadsOption;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> asked = names.stream().distinct().toList();
    List<String> studies = asked.stream().filter(Finished::isStudy).toList();
    if (out != null) {
      OutFile.requireFolder(spec, out);
    }
    checkExplain(asked.size() == 1 && studies.isEmpty());
    if (studies.size() == 1 && asked.size() == 1) {
      Path folder = Finished.folder(asked.getFirst(), store);
      Path file = out == null ? folder.resolve(Page.FILE) : out;
      StudyResults results = FinishedStudy.read(folder);
      String failed = new TrialPages(results, file, set -> data(() -> dataOptions.load(set, false, terminal))).write();
      if (!failed.isEmpty()) {
        terminal.note("warning: " + failed);
      }
      return write(StudyPage.of(results, file), file);
    }
    if (!studies.isEmpty()) {
      throw new WrongUse(
          spec, "runs can be compared, studies cannot; " + studies.getFirst() + " is one; name it alone.");
    }
    List<FinishedRun> runs = asked.stream().map(name -> Finished.run(name, store, terminal)).toList();
    FinishedRun first = runs.size() == 1 ? runs.getFirst() : ComparisonPage.shown(runs);
    Optional<ImageDataset> data =
        data(() ->
            dataOptions.again(first.experiment().data().source(), first.provenance().datasetChecksum(), terminal));
    data.ifPresent(first::requireFits);
    if (runs.size() == 1) {
      boolean here = Files.isDirectory(first.folder());
      return write(page(first, data), here ? first.folder().resolve(Page.FILE) : Path.of(Page.FILE));
    }
    return write(ComparisonPage.of(runs, data), Path.of("comparison.html"));
  }

  private Page page(FinishedRun run, Optional<ImageDataset> data) {
    Optional<ExplanationBudget> budget = Optional.ofNullable(explain).map(ExplanationBudget::ofMistakes);
    int threads = threadsOption.count();
    Page page =
        RunPage.of(
            run,
            data,
            rows ->
                new MistakeExplainer(run, data.orElseThrow(), budget, threads, () -> false, terminal).explain(rows));
    terminal.clear();
    return page;
  }

  /** A page has no space for more than so many explanations, and only a run's has any. */
  private void checkExplain(boolean isOfRun) {
    if (explain != null && !isOfRun) {
      throw new WrongUse(spec, "--explain is for the page of one run; leave it out.");
    }
    if (explain != null && (explain < 0 || explain > ExplanationBudget.MOST)) {
      throw new WrongUse(
          spec, "--explain must be from 0 to %s; received %s.".formatted(ExplanationBudget.MOST, explain));
    }
  }

  /** Where the images cannot be had any more, the page comes without them, if the user did not name their folder. */
  private Optional<ImageDataset> data(Supplier<ImageDataset> set) {
    try {
      return Optional.of(set.get());
    } catch (WeftException e) {
      if (dataOptions.isNamed()) {
        throw e;
      }
      terminal.note("the page has no images: " + e.getMessage());
      return Optional.empty();
    }
  }

  private int write(Page page, Path file) {
    Path into = out == null ? file : out;
    page.write(into);
    terminal.out().println(StoreOption.near(into));
    return 0;
  }
}
