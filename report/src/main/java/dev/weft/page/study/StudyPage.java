package dev.weft.page.study;

import dev.weft.page.Attachment;
import dev.weft.page.Fact;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Provenance;
import dev.weft.page.Section;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
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

  private StudyPage(StudyResults results) {
    this.results = results;
    parts = results.parts().stream().map(PartSection::new).toList();
    facts = facts(firstOfEachDataSet());
  }

  /** Makes the page. */
  public static Page of(StudyResults results) {
    return Page.of("study/page.jte", new StudyPage(results));
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

  List<PartSection> parts() {
    return parts;
  }

  String id(PartSection part) {
    return "part-" + parts.indexOf(part);
  }

  /** One sentence on how many trainings there were, and what they took. */
  String outline() {
    List<TrialResult> trials = results.trials();
    List<String> words = new ArrayList<>();
    words.add(Numbers.of(trials.size(), "training"));
    add(words, trials, State.FINISHED, "finished");
    add(words, trials, State.STOPPED, "not trained to the end");
    add(words, trials, State.DIVERGED, "diverged");
    add(words, trials, State.FAILED, "failed");
    words.add(Numbers.time(trials.stream().mapToDouble(TrialResult::seconds).sum()) + " of training, added up");
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

  List<Section> contents() {
    List<Section> contents = new ArrayList<>(List.of(new Section("outline", "Outline")));
    parts.forEach(part -> contents.add(new Section(id(part), part.name())));
    contents.add(new Section("again", "Run it again"));
    return contents;
  }

  String data() {
    return StudyData.of(results.parts());
  }
}
