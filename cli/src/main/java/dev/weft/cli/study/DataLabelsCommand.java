package dev.weft.cli.study;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.cli.cluster.ClusterOption;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.explain.labels.CorrectionManifest;
import dev.weft.explain.labels.FoldJudge;
import dev.weft.explain.labels.LabelReport;
import dev.weft.explain.labels.RunJudge;
import dev.weft.page.explain.LabelsPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.Tracking;
import dev.weft.study.FinishedStudy;
import dev.weft.study.RecipeResult;
import dev.weft.study.Study;
import dev.weft.study.StudyResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data labels}: training labels that may be wrong. */
@Command(
    name = "labels",
    header = "Finds training labels that may be wrong, the likeliest first.",
    footer = {
      "",
      "  weft data labels --data photos                by five networks, trained for it",
      "  weft data labels --data mnist --page          and writes mnist-labels.html",
      "  weft data labels folds                        by the networks of a study",
      "  weft data labels latest                       by a run that learned the labels",
      "  weft data labels folds --out corrected.csv    a manifest to correct by hand",
      "  weft train mnist-99 --data corrected.csv      learns from it",
      "",
      "A label is judged by networks that did not learn its image (confident",
      "learning), by how a training went (training.margins: true), and by the labels",
      "of the images that a network sees most alike. Of a run, the last two count."
    })
public final class DataLabelsCommand implements Callable<Integer> {
  private static final int COUNT = 20;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN|STUDY",
      description = "A study with cross_validation: its folder, or its name below studies/; or a run.")
  private String name;

  @Mixin private FoldStudy folds;

  @Mixin private DataOptions dataOptions;

  @Option(names = "--count", paramLabel = "N", description = "How many labels to print; 20 by default.")
  private int count = COUNT;

  @Option(names = "--page", description = "Write a page with the images, NAME-labels.html.")
  private boolean page;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Write the data set as a manifest, probable errors first, to correct its column 'label'.")
  private Path out;

  @Option(names = "--accept", description = "In the manifest each probable error gets the suggested label.")
  private boolean accept;

  @Option(names = "--overwrite", description = "Replace the manifest if it is there.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print what was found as one JSON object.")
  private boolean json;

  @Mixin private PoolOptions pool;

  @Mixin private StoreOption store;

  public DataLabelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    requireSense();
    if (name == null) {
      Optional<StudyResults> trained = trained();
      return trained.isEmpty() ? ExitCode.INTERRUPTED : ofStudy(trained.get());
    }
    folds.requireNone();
    Path below = Path.of("studies", name);
    if (FinishedStudy.isStudy(Path.of(name))) {
      return ofStudy(FinishedStudy.read(Path.of(name)));
    }
    if (!Files.isDirectory(Path.of(name)) && FinishedStudy.isStudy(below)) {
      return ofStudy(FinishedStudy.read(below));
    }
    return ofRun(FinishedRun.read(store.runFolder(name)));
  }

  /** Before anything is trained. */
  private void requireSense() {
    if (name == null && !folds.isAsked()) {
      throw new WrongUse(spec, "weft data labels takes a study, a run, or --data with images; see its --help.");
    }
    if (count < 0) {
      throw new WrongUse(spec, "--count must be 0 or more; received " + count + ".");
    }
    if ((accept || overwrite) && out == null) {
      throw new WrongUse(
          spec, (accept ? "--accept" : "--overwrite") + " is about the manifest; say --out FILE.csv, too.");
    }
    if (out == null) {
      return;
    }
    if (!out.toString().endsWith(".csv")) {
      throw new WrongUse(
          spec, "--out is a table, such as corrected.csv; received " + Quoted.text(out.toString()) + ".");
    }
    OutFile.requireFolder(spec, out);
    if (Files.exists(out) && !overwrite) {
      throw new WrongUse(
          spec, Quoted.text(out.toString()) + " is there already; say --overwrite, or --out with another file.");
    }
  }

  /** The study that judges, trained now, or as it was trained before with the same settings. */
  private Optional<StudyResults> trained() {
    Experiment asked = folds.asked();
    ImageDataset data = dataOptions.load(asked.data().source(), false, terminal);
    Experiment fitted = asked.on(data.name()).forClasses(data.train().classes());
    requireSpace(asked.data().source(), data);
    Study study = folds.of(fitted, data.train().size());
    Path folder = Path.of("studies", study.name());
    boolean before = FinishedStudy.isStudy(folder);
    if (before) {
      try {
        StudyResults results = FinishedStudy.read(folder);
        terminal.note(StoreOption.near(folder) + " has the networks that judge, trained before.");
        return Optional.of(results);
      } catch (WeftException e) {
        terminal.note("going on with " + StoreOption.near(folder) + ".");
      }
    }
    return StudyCommand.run(
        study,
        folder,
        before,
        false,
        pool,
        new ClusterOption(),
        dataOptions,
        Optional.empty(), // else 'latest' would be one of the networks that judge
        Tracking.none(),
        "weft data labels" + again() + results(),
        terminal);
  }

  private Integer ofStudy(StudyResults results) {
    RecipeResult recipe = FoldJudge.recipe(results);
    DataSource source = recipe.candidate().experiment().data().source();
    ImageDataset data = data(source, ProvenanceFile.read(recipe.trials().getFirst().folder()));
    requireSpace(source, data);
    return report(FoldJudge.judge(recipe, data, pool.threads(), terminal), source, data);
  }

  private Integer ofRun(FinishedRun run) {
    DataSource source = run.experiment().data().source();
    ImageDataset data = data(source, run.provenance());
    requireSpace(source, data);
    return report(RunJudge.judge(run, data, pool.threads(), terminal), source, data);
  }

  /** Before anything is judged: images that have no files need a folder beside the manifest. */
  private void requireSpace(DataSource source, ImageDataset data) {
    if (out != null) {
      CorrectionManifest.requireSpace(data, source, out, terminal);
    }
  }

  private ImageDataset data(DataSource source, ProvenanceFile provenance) {
    return dataOptions.again(source, provenance.datasetChecksum(), terminal);
  }

  private Integer report(LabelReport report, DataSource source, ImageDataset data) {
    terminal.clear();
    Optional<ImageSet> right =
        source.labelNoise() == null
            ? Optional.empty()
            : Optional.of(dataOptions.load(source.labelNoise(null), false, terminal).train());
    LabelLines lines = new LabelLines(report, data.name(), right);
    terminal.out().print(json ? lines.json(count) : lines.text(count, Math.min(80, terminal.columns())));
    if (page) {
      Path file = Path.of(data.name() + "-labels.html");
      LabelsPage.of(report, data.name(), "weft data labels" + again() + " --page").write(file);
      terminal.note("the page is " + file);
    }
    if (out != null) {
      Optional<Path> images = CorrectionManifest.write(report, data, source, out, accept, terminal);
      terminal.clear();
      warnOfManifest(report, source);
      images.ifPresent(
          folder -> terminal.note("the images, which lay in no files of their own, are in " + folder + "."));
      terminal.note(
          "%s has the probable errors first; correct its column 'label', then say --data %s."
              .formatted(Quoted.text(out.toString()), Quoted.text(out.toString())));
    }
    return 0;
  }

  /** What makes the labels of the manifest worse than those of the data set. */
  private void warnOfManifest(LabelReport report, DataSource source) {
    if (source.labelNoise() != null) {
      terminal.note("warning: the labels of " + Quoted.text(out.toString()) + " have the planted errors, too.");
    }
    report.precision().stream()
        .findFirst()
        .filter(share -> accept && share.share() < 0.5)
        .ifPresent(share ->
            terminal.note(
                String.format(
                    Locale.ROOT,
                    "warning: of the %,d suggested labels about %.0f %% replace a wrong one, by the estimate above; the"
                        + " others spoil a right one: look at the images.",
                    report.probable(),
                    100 * share.share())));
  }

  private String again() {
    return (name == null ? "" : " " + Again.word(name))
        + folds.again()
        + pool.again()
        + dataOptions.again()
        + store.again();
  }

  /** What is made of the judgement, to be typed again after an interruption. */
  private String results() {
    return (page ? " --page" : "")
        + (out == null ? "" : Again.option("--out", out))
        + (accept ? " --accept" : "")
        + (overwrite ? " --overwrite" : "")
        + (json ? " --json" : "")
        + (count == COUNT ? "" : Again.option("--count", count));
  }
}
