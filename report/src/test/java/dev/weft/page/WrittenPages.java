package dev.weft.page;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.LayerEntry;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.page.comparison.ComparisonPage;
import dev.weft.page.dataset.DatasetPage;
import dev.weft.page.explain.ExplainedImage;
import dev.weft.page.explain.ExplanationPage;
import dev.weft.page.run.RunPage;
import dev.weft.page.study.StudyPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A page of every kind, as most readers get it, and pages of what is rare, as files. */
final class WrittenPages {
  /** What most pages are like. */
  static final List<String> USUAL = List.of("run", "study", "folds", "parts", "comparison", "five", "dataset");

  /** What is rare, but must be readable all the same. */
  static final List<String> RARE =
      List.of(
          "long-names",
          "two-classes",
          "many-classes",
          "no-images",
          "long-training",
          "failed",
          "one-recipe",
          "search",
          "colour-dataset",
          "explained");

  private static final String LONG =
      "a name of more than eighty letters, of which a narrow page shows no more than it can";

  private final Path folder;

  private WrittenPages(Path folder) {
    this.folder = folder;
  }

  static void into(Path folder) throws IOException {
    WrittenPages pages = new WrittenPages(folder);
    pages.runs();
    pages.studies();
    pages.comparisons();
    pages.datasets();
    pages.explanations();
  }

  private void write(String name, Page page) {
    page.write(folder.resolve(name + ".html"));
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve("of-" + name));
  }

  private void runs() {
    FinishedRun digits = MadeUp.run("digits", 7);
    write("run", RunPage.of(digits, MadeUp.strokes(), MadeUp.explainer(digits, MadeUp.STROKES, 3)));
    List<String> names = new ArrayList<>(MadeUp.DIGITS);
    names.set(2, "<b>bold</b>");
    names.set(3, LONG);
    names.set(4, "Donaudampfschifffahrtsgesellschaftskapitänsmütze");
    FinishedRun named = MadeUp.run("long", names, 7, MadeUp.STROKES);
    write("long-names", RunPage.of(named, MadeUp.strokes(), MadeUp.explainer(named, MadeUp.STROKES, 2)));
    ImageDataset photographs = MadeUp.photographs(List.of("cat", "dog"));
    FinishedRun two = MadeUp.unvalidated(photographs);
    write("two-classes", RunPage.of(two, Optional.of(photographs), MadeUp.explainer(two, photographs, 1)));
    ImageDataset noise = MadeUp.noise(1_200, 120);
    FinishedRun many = withOutputs(120, MadeUp.run("many", noise.test().classNames(), 2, noise));
    write("many-classes", RunPage.of(many, Optional.of(noise)));
    write("no-images", RunPage.of(MadeUp.run("blind", 9), Optional.empty()));
    write("long-training", RunPage.of(trainedFor(200, MadeUp.run("long-training", 7)), MadeUp.strokes()));
  }

  private static FinishedRun withOutputs(int classes, FinishedRun run) {
    Experiment small = run.experiment();
    List<LayerEntry> model = LayerEntry.chain(Flatten.of(), Dense.of(classes).activation(Activation.SOFTMAX));
    Experiment larger = new Experiment(small.name(), "", small.data(), model, small.training());
    return new FinishedRun(run.folder(), larger, run.provenance(), run.metrics(), run.classNames(), run.predictions());
  }

  /** The same run, with so many epochs behind it and every kind of warning in long words. */
  private static FinishedRun trainedFor(int epochs, FinishedRun run) {
    List<EpochResult> history =
        IntStream.range(0, epochs)
            .mapToObj(i -> {
              double rest = Math.exp(-0.05 * i);
              return new EpochResult(
                  i, 0.001 * rest, 0.1 + rest, 0.99 - 0.5 * rest, 0.2 + rest + i * 0.001, 0.95 - 0.5 * rest, 2);
            })
            .toList();
    Map<String, String> warnings = new LinkedHashMap<>();
    for (int i = 1; i <= 5; i++) {
      warnings.put(
          "warning " + i,
          "the validation loss rose from 0.1962 in epoch " + i + " to 0.3961 in epoch 200: the network overfits.");
    }
    MetricsFile given = run.metrics();
    MetricsFile metrics =
        new MetricsFile(
            given.parameters(),
            history,
            given.validation(),
            given.test(),
            given.mistakes(),
            warnings,
            400,
            0.5,
            Map.of());
    return new FinishedRun(
        run.folder(), run.experiment(), run.provenance(), metrics, run.classNames(), run.predictions());
  }

  private void studies() throws IOException {
    write("study", StudyPage.of(MadeUpStudies.grid(folder("study"))));
    write("folds", StudyPage.of(MadeUpStudies.folds(folder("folds"))));
    write("parts", StudyPage.of(MadeUpStudies.parts(folder("parts"))));
    write("one-recipe", StudyPage.of(MadeUpStudies.one(folder("one-recipe"))));
    write("search", StudyPage.of(MadeUpStudies.search(30, folder("search"))));
    write("failed", StudyPage.of(MadeUp.study(4, folder("failed"))));
  }

  private void comparisons() {
    FinishedRun first = MadeUp.run("digits", 7);
    FinishedRun second = MadeUp.run("smaller", 5);
    write("comparison", ComparisonPage.of(List.of(first, second), MadeUp.strokes()));
    List<FinishedRun> five = new ArrayList<>(List.of(first, second));
    five.add(MadeUp.run("a-run-with-a-name-of-many-words-and-numbers-12345678", 6));
    five.add(MadeUp.run("fourth", 9));
    five.add(MadeUp.run("fifth", 11));
    write("five", ComparisonPage.of(five, MadeUp.strokes()));
  }

  private void datasets() {
    write("dataset", DatasetPage.of(MadeUp.STROKES));
    List<String> names = new ArrayList<>(List.of("<b>bold</b>", LONG));
    IntStream.range(2, 60).forEach(i -> names.add("class " + i));
    write("colour-dataset", DatasetPage.of(MadeUp.photographs(names)));
  }

  private void explanations() {
    FinishedRun run = MadeUp.run("explained", 7);
    List<ExplainedImage> images =
        List.of(
            ExplainedImage.of(
                "photos/seven.png", List.of("it was inverted."), MadeUp.explanation(run, MadeUp.STROKES, 6)),
            ExplainedImage.of(LONG + ".jpg", List.of(), MadeUp.explanation(run, MadeUp.STROKES, 7)));
    write("explained", ExplanationPage.of("small", images));
  }
}
