package dev.weft.study;

import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reports' figures beside those of this machine. */
public record Reproduction(List<Row> rows) {
  /** All reports. */
  public static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");

  private static final int QUICK_EPOCHS = 1;
  private static final int QUICK_IMAGES = 6_000;

  /**
   * One figure.
   *
   * @param ours NaN if the training failed; of several seeds, the mean
   * @param interval 95 % of ours; of several seeds, of one more training; null where there is none
   * @param seeds the figure of each seed; null of one seed
   * @param seconds of our training, all folds and candidates of a seed together
   * @param chosen the winner's name where the figure is a winner's
   */
  public record Row(
      ReportedFigure reported, double ours, Interval interval, Repeats seeds, double seconds, String chosen) {
    /** Ours less the report's; NaN where one of them is not known. */
    public double difference() {
      return reported.figure() == null ? Double.NaN : ours - reported.figure();
    }

    /** Whether the reported figure lies in the interval. */
    public boolean isWithin() {
      return interval != null && reported.figure() != null && interval.contains(reported.figure());
    }

    /** {@code better} (or equal), {@code within} the interval, {@code no}, or empty where the report is not legible. */
    public String met() {
      if (reported.figure() == null) {
        return "";
      }
      if (ours == reported.figure() || reported.metric().better(ours, reported.figure())) {
        return "better";
      }
      return isWithin() ? "within" : "no";
    }
  }

  /**
   * The studies of some reports, or of parts of them, in one.
   *
   * @param names letters of reports, names of their parts ({@code E-base}) or of recipes ({@code C-fc}), in any case
   * @param repeats how many seeds each is trained with, 1 or more; the first is the report's
   * @param quick one epoch on a few images, to see that all runs
   * @throws IllegalArgumentException for a name that no report has
   */
  public static Study study(List<String> names, int repeats, boolean quick) {
    List<Study> reports = LETTERS.stream().map(letter -> StudyFile.read("report-" + letter)).toList();
    List<Part> asked = ReproducedParts.of(names, reports);
    List<Part> parts = asked.stream().map(part -> repeated(quick ? shortened(part) : part, repeats)).toList();
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).parts().stream()
          .anyMatch(part -> asked.stream().anyMatch(o -> o.name().equals(part.name())))) {
        yaml.append("# report ").append(LETTERS.get(i)).append('\n').append(reports.get(i).yaml()).append('\n');
      }
    }
    String command =
        "weft reproduce"
            + (names.equals(LETTERS) ? "" : " " + String.join(" ", names))
            + (repeats == 1 ? "" : " --repeats " + repeats)
            + (quick ? " --quick" : "");
    String name = "reproduction" + (repeats == 1 ? "" : "-repeated") + (quick ? "-quick" : "");
    return new Study(name, "The five reports", parts, yaml.toString(), command);
  }

  private static Part repeated(Part part, int repeats) {
    return new Part(part.name(), part.candidates(), repeats, part.crossValidation(), part.select(), part.strategy());
  }

  private static Part shortened(Part part) {
    List<Candidate> candidates =
        part.candidates().stream()
            .map(candidate -> candidate.with(candidate.experiment().shortened(QUICK_EPOCHS, QUICK_IMAGES)))
            .toList();
    return part.with(candidates);
  }

  /** All figures of the parts that the results have. */
  public static Reproduction of(StudyResults results) {
    List<Row> rows = new ArrayList<>();
    for (ReportedFigure figure : ReportedFigure.all()) {
      results.parts().stream()
          .filter(part -> part.part().name().equals(figure.part()))
          .filter(part -> figure.recipe() == null || recipe(figure, part).isPresent())
          .findFirst()
          .ifPresent(part -> rows.add(row(figure, part)));
    }
    return new Reproduction(rows);
  }

  private static Row row(ReportedFigure figure, PartResults part) {
    Optional<RecipeResult> recipe = figure.recipe() == null ? part.winner() : recipe(figure, part);
    Optional<Repeats> seeds = recipe.flatMap(row -> row.ofEachSeed(figure.on(), figure.metric()));
    double ours = seeds.map(Repeats::mean).orElse(Double.NaN);
    boolean repeated = part.part().repeats() > 1;
    Optional<Interval> interval =
        repeated
            ? seeds.flatMap(Repeats::ofOneMore).flatMap(one -> MetricRange.within(one, figure.metric()))
            : recipe.flatMap(row -> row.interval(figure.on(), figure.metric()));
    double seconds =
        figure.recipe() == null
            ? part.rows().stream().mapToDouble(RecipeResult::seconds).sum()
            : recipe.map(RecipeResult::seconds).orElse(Double.NaN);
    String chosen = figure.recipe() == null ? recipe.map(row -> row.candidate().name()).orElse("none") : "";
    return new Row(
        figure,
        ours,
        interval.orElse(null),
        repeated ? seeds.orElse(null) : null,
        seconds / part.part().repeats(),
        chosen);
  }

  private static Optional<RecipeResult> recipe(ReportedFigure figure, PartResults part) {
    return part.rows().stream().filter(row -> row.candidate().name().equals(figure.recipe())).findFirst();
  }
}
