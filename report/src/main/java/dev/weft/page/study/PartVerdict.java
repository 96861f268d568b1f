package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.Numbers;
import dev.weft.source.DataPart;
import dev.weft.study.Comparison;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which recipe of a part was best, and how sure one can be, in sentences. */
record PartVerdict(PartResults results, RecipeNames names) {
  /**
   * {@code Batch size 32 with learning rate 0.001 was best on validation; 6 of 11 others cannot be distinguished from
   * it.}
   */
  String sentence() {
    Optional<RecipeResult> winner = results.winner();
    if (winner.isPresent()) {
      return names.of(winner.get()).atBeginning()
          + " was best on validation"
          + by()
          + level(winner.get())
          + others("it")
          + ahead()
          + ".";
    }
    if (results.part().select() != null) {
      return "No winner could be chosen: no recipe has the validation %s of all its trainings."
          .formatted(metric().words());
    }
    return "%s compared without choosing a winner%s.".formatted(compared(), others(first()) + ahead());
  }

  /** How many others are exactly as good on validation; the winner is the first of them. */
  private String level(RecipeResult winner) {
    double best = PartSection.mean(winner, DataPart.VALIDATION, metric());
    long level =
        results.rows().stream()
            .filter(row -> !row.equals(winner) && row.isFinished())
            .filter(row -> PartSection.mean(row, DataPart.VALIDATION, metric()) == best)
            .count();
    return level == 0 ? "" : ", level with %s".formatted(Numbers.of(level, "other"));
  }

  private Metric metric() {
    return results.part().select().by();
  }

  private String by() {
    return metric() == Metric.ACCURACY ? "" : " by " + metric().words();
  }

  private String compared() {
    List<Column> settings = Columns.settings(results);
    String recipes = Numbers.of(results.rows().size(), "recipe");
    return settings.isEmpty() || !names.areSettings()
        ? recipes
        : recipes + " of different " + settings.stream().map(Column::name).collect(Collectors.joining(" and "));
  }

  private String first() {
    return results.comparisons().isEmpty() ? "" : names.of(results.comparisons().getFirst().reference()).inSentence();
  }

  /** How many of the others differ from a recipe by more than chance. */
  private String others(String from) {
    List<Comparison> all = results.comparisons();
    long same = all.stream().filter(comparison -> !comparison.verdict().significant()).count();
    if (all.isEmpty()) {
      return results.rows().size() == 1 ? "" : "; no other can be compared with it";
    }
    long left = results.rows().stream().filter(PartVerdict::isSound).count() - 1 - all.size();
    if (left > 0) {
      return "; of the %s that can be compared with %s, %s; %s cannot be compared"
          .formatted(Numbers.of(all.size(), "other"), from, alike(same), left);
    }
    if (all.size() == 1) {
      return same == 1
          ? "; the other cannot be distinguished from " + from
          : "; the other differs from " + from + " by more than chance";
    }
    if (same == 0) {
      return "; %s others differ from %s by more than chance"
          .formatted(all.size() == 2 ? "both" : "all " + all.size(), from);
    }
    return same == all.size()
        ? "; none of the %s others can be distinguished from %s".formatted(all.size(), from)
        : "; %s of %s others cannot be distinguished from %s".formatted(same, all.size(), from);
  }

  /** How many others are better than the one that all are compared with, by more than chance. */
  private String ahead() {
    List<String> better =
        results.comparisons().stream()
            .filter(one -> one.verdict().significant() && accuracy(one.other()) > accuracy(one.reference()))
            .map(Comparison::other)
            .toList();
    return better.isEmpty()
        ? ""
        : "; %s of them %s better on the %s"
            .formatted(better.size(), better.size() == 1 ? "is" : "are", comparedOn().images());
  }

  /** Of the recipe of this name, on the images on which recipes are compared. */
  private double accuracy(String recipe) {
    return results.rows().stream()
        .filter(row -> row.candidate().name().equals(recipe))
        .mapToDouble(row -> PartSection.mean(row, comparedOn(), Metric.ACCURACY))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isSound(RecipeResult row) {
    return row.trials().stream().noneMatch(TrialResult::hasFailed);
  }

  private static String alike(long count) {
    return count == 0 ? "each differs by more than chance" : count + " cannot be distinguished from it";
  }

  /** On what and by which test recipes were compared, one sentence; empty where none were. */
  String evidence() {
    if (results.comparisons().isEmpty()) {
      return "";
    }
    String evidence = results.comparisons().getFirst().verdict().evidence();
    return "Compared on the %s: %s."
        .formatted(comparedOn().images(), evidence.substring(0, evidence.lastIndexOf(", p ")));
  }

  /** The images on which recipes are compared: the test images, or what the folds were validated on. */
  DataPart comparedOn() {
    boolean isTested = results.rows().stream().anyMatch(row -> row.values(DataPart.TEST, Metric.ACCURACY).isPresent());
    return results.part().crossValidation() != null || !isTested ? DataPart.VALIDATION : DataPart.TEST;
  }
}
