package dev.weft.page.comparison;

import dev.weft.chart.ClassNames;
import dev.weft.dataset.ImageDataset;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Table;
import dev.weft.run.FinishedRun;
import dev.weft.study.RunComparisons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page of two runs or more: which is better and how sure that is, every pair of them, in which settings they
 * differ, and the images that only one of a pair gets right. Only runs of the same test images are compared.
 */
public final class ComparisonPage {
  private final List<LetteredRun> runs;
  private final RunComparisons compared;
  private final List<RunGroup> groups;
  private final Optional<PairImages> images;
  private final ComparedCurves curves;

  private ComparisonPage(List<LetteredRun> runs, Optional<ImageDataset> data) {
    this.runs = runs;
    compared = RunComparisons.of(runs.stream().map(LetteredRun::compared).toList());
    groups = RunGroup.all(compared, runs);
    images = groups.stream().filter(RunGroup::isCompared).limit(1).findFirst().map(group -> PairImages.of(group, data));
    curves = ComparedCurves.of(runs);
  }

  /**
   * Makes the page.
   *
   * @param runs two or more
   * @param data the images on which {@link #shown} was tested; where they are none or others, the page has no images
   *     and says so
   * @throws IllegalArgumentException if there are fewer than two runs
   */
  public static Page of(List<FinishedRun> runs, Optional<ImageDataset> data) {
    if (runs.size() < 2) {
      throw new IllegalArgumentException("a comparison is of 2 runs or more; received " + runs.size() + ".");
    }
    return Page.of("comparison/page.jte", new ComparisonPage(LetteredRun.all(runs), data));
  }

  /** Of the runs, the one whose test images the page shows: the first of the largest group that is compared. */
  public static FinishedRun shown(List<FinishedRun> runs) {
    List<LetteredRun> lettered = LetteredRun.all(runs);
    RunComparisons compared = RunComparisons.of(lettered.stream().map(LetteredRun::compared).toList());
    return RunGroup.all(compared, lettered).getFirst().runs().getFirst().run();
  }

  List<LetteredRun> runs() {
    return runs;
  }

  /** Runs of the same test images, the largest group first. */
  List<RunGroup> groups() {
    return groups;
  }

  /** Those of two runs or more. */
  List<RunGroup> comparedGroups() {
    return groups.stream().filter(RunGroup::isCompared).toList();
  }

  /** {@code digits and faster}, {@code 5 runs on mnist}. */
  String title() {
    return runs.size() == 2
        ? runs.getFirst().name() + " and " + runs.getLast().name()
        : Numbers.of(runs.size(), "run") + on();
  }

  /** {@code Comparison of 2 runs on mnist}. */
  String eyebrow() {
    return runs.size() == 2 ? "Comparison of 2 runs" + on() : "Comparison";
  }

  private String on() {
    List<String> sets = runs.stream().map(LetteredRun::dataset).distinct().toList();
    return " on " + (sets.size() == 1 ? sets.getFirst() : sets.size() + " data sets");
  }

  /** Which runs were tested on what, where that is not the same; else empty. */
  String notCompared() {
    return groups.size() == 1
        ? ""
        : "The runs were not tested on the same images: %s. Only runs of the same images are compared."
            .formatted(groups.stream().map(this::testedOn).collect(Collectors.joining("; ")));
  }

  private String testedOn(RunGroup group) {
    boolean isNamed = groups.stream().filter(other -> other.dataset().equals(group.dataset())).count() == 1;
    return "%s on %s%s".formatted(group.letters(), group.dataset(), isNamed ? "" : " (%s)".formatted(group.which()));
  }

  /** What the checks of each run warn of. */
  List<String> warnings() {
    return runs.stream()
        .flatMap(run -> run.run().metrics().warnings().values().stream().map(warning -> run.letter() + ": " + warning))
        .toList();
  }

  /** Settings, and what runs ran on, in which not all agree. */
  Table settings() {
    return SettingsTable.of(runs);
  }

  ComparedCurves curves() {
    return curves;
  }

  Optional<PairImages> images() {
    return images;
  }

  List<Section> contents() {
    List<Section> contents = new ArrayList<>(List.of(new Section("verdict", "Verdict")));
    if (!comparedGroups().isEmpty()) {
      contents.add(new Section("pairs", runs.size() == 2 ? "Images" : "Every pair"));
    }
    contents.add(new Section("settings", "Settings"));
    contents.add(new Section("curves", "Learning curves"));
    contents.add(new Section("results", "Results"));
    if (!warnings().isEmpty()) {
      contents.add(new Section("warnings", "Warnings"));
    }
    contents.add(new Section("provenance", "Provenance"));
    return contents;
  }

  String data() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("groups", comparedGroups().stream().map(RunGroup::toMap).toList());
    images.ifPresent(pairs -> {
      map.put("classes", ClassNames.shown(pairs.group().runs().getFirst().run().classNames()));
      map.put("images", pairs.toMap());
      map.put("slots", pairs.slots());
    });
    return Script.data(map);
  }
}
