package dev.weft.page.study;

import dev.weft.page.Attachment;
import dev.weft.page.Fact;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Provenance;
import dev.weft.page.Section;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.study.NestedEstimate;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of one study: for each part its recipes in a table and beside each other, which of them was chosen, which
 * differences are more than chance, and what each training took.
 */
public final class StudyPage {
  private final StudyResults results;
  private final List<PartSection> parts;
  private final List<Fact> facts;

  private StudyPage(StudyResults results, TrialLinks links) {
    this.results = results;
    parts = results.parts().stream().map(part -> new PartSection(part, links)).toList();
    facts = facts(firstOfEachDataSet());
  }

  /** Makes the page as it is to be in the working directory. */
  public static Page of(StudyResults results) {
    return of(results, Path.of(Page.FILE));
  }

  /**
   * Makes the page.
   *
   * @param file where it will be, from which it links to the pages of its trainings
   */
  public static Page of(StudyResults results, Path file) {
    return Page.of("study/page.jte", new StudyPage(results, new TrialLinks(file)));
  }

  /** Of finished trainings whose folder is still there. */
  private List<FinishedRun> firstOfEachDataSet() {
    Map<String, FinishedRun> first = new LinkedHashMap<>();
    for (TrialResult trial : results.trials()) {
      if (trial.state() == State.FINISHED && RunFolder.isFinished(trial.folder())) {
        first.computeIfAbsent(trial.trial().experiment().data().dataset(), name -> FinishedRun.read(trial.folder()));
      }
    }
    return List.copyOf(first.values());
  }

  private static List<Fact> facts(List<FinishedRun> runs) {
    List<Fact> facts = new ArrayList<>();
    runs.forEach(run -> facts.addAll(new Provenance(run).aboutData()));
    runs.stream().limit(1).forEach(run -> facts.addAll(new Provenance(run).aboutMachine()));
    return facts;
  }

  /** What it was measured on; empty where no training's folder is there any more. */
  List<Fact> facts() {
    return facts;
  }

  String name() {
    return results.study().name();
  }

  String description() {
    return results.study().description();
  }

  List<NestedEstimate> nested() {
    return results.nested();
  }

  List<PartSection> parts() {
    return parts;
  }

  String id(PartSection part) {
    return "part-" + parts.indexOf(part);
  }

  /** One sentence on how the trainings ended. */
  String outline() {
    List<TrialResult> trials = results.trials();
    List<String> words = new ArrayList<>();
    if (trials.stream().allMatch(trial -> trial.state() == State.FINISHED)) {
      return trials.size() == 1
          ? "Its training finished."
          : "All %s trainings finished.".formatted(Numbers.count(trials.size()));
    }
    words.add(Numbers.of(trials.size(), "training"));
    add(words, trials, State.FINISHED, "finished");
    add(words, trials, State.STOPPED, "not trained to their end");
    add(words, trials, State.DIVERGED, "diverged");
    add(words, trials, State.FAILED, "failed");
    return String.join(", ", words) + ".";
  }

  private static void add(List<String> words, List<TrialResult> trials, State state, String word) {
    long count = trials.stream().filter(trial -> trial.state() == state).count();
    if (count > 0) {
      words.add(Numbers.count(count) + " " + word);
    }
  }

  /** What is needed to run it again. */
  List<Attachment> files() {
    return List.of(new Attachment(name() + ".yaml", "The study", results.study().yaml()));
  }

  String command() {
    return results.study().command();
  }

  boolean hasOnePart() {
    return parts.size() == 1;
  }

  /** {@code digits on mnist}. */
  String title() {
    List<String> sets = datasets();
    return sets.size() == 1 ? name() + " on " + sets.getFirst() : name();
  }

  private List<String> datasets() {
    return results.trials().stream().map(trial -> trial.trial().experiment().data().dataset()).distinct().toList();
  }

  String eyebrow() {
    return description().isEmpty() ? "Study" : "Study · " + description();
  }

  /** What a study of several parts has in all. */
  List<KeyNumber> numbers() {
    int recipes = parts.stream().mapToInt(part -> part.results().rows().size()).sum();
    double seconds = results.trials().stream().mapToDouble(TrialResult::seconds).sum();
    return List.of(
        new KeyNumber("recipes", Numbers.count(recipes), "in " + Numbers.of(parts.size(), "part")),
        new KeyNumber("trainings", Numbers.count(results.trials().size()), "of all parts"),
        new KeyNumber("training time", Numbers.time(seconds), "of all trainings, added up"));
  }

  /** Where the first warning stands; empty where there is none. */
  String warningsLink() {
    return parts.stream()
        .filter(PartSection::hasWarnings)
        .map(part -> "#" + id(part) + "-warnings")
        .findFirst()
        .orElse("");
  }

  /** {@code 2 warnings}; {@code why} where there are only reasons of failures. */
  String warningsWords() {
    int count = parts.stream().mapToInt(part -> part.warnings().size()).sum();
    return count == 0 ? "why" : Numbers.of(count, "warning");
  }

  List<Section> contents() {
    List<Section> contents = new ArrayList<>(List.of(new Section("verdict", "Result")));
    for (PartSection part : parts) {
      contents.add(new Section(id(part), hasOnePart() ? "Recipes" : part.name()));
      contents.addAll(part.views(id(part)));
    }
    contents.add(new Section("provenance", "Provenance"));
    contents.add(new Section("again", "Run it again"));
    return contents;
  }

  String data() {
    return StudyData.of(parts);
  }
}
