package dev.weft.study;

import dev.weft.experiment.Experiment;
import dev.weft.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reports' figures beside those of this machine. */
public record Reproduction(List<Row> rows) {
  /** All reports. */
  public static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");

  private static final int QUICK_EPOCHS = 1;
  private static final int QUICK_PICTURES = 6_000;

  /**
   * One figure.
   *
   * @param ours NaN if the training failed
   * @param interval 95 % of ours; null where there is none
   * @param seconds of our training, all folds and candidates together
   * @param chosen the winner's name where the figure is a winner's
   */
  public record Row(ReportedFigure reported, double ours, Interval interval, double seconds, String chosen) {
    private boolean isLoss() {
      return reported.metric().endsWith("loss");
    }

    /** Ours less the report's; NaN where one of them is not known. */
    public double difference() {
      return reported.figure() == null ? Double.NaN : ours - reported.figure();
    }

    /** {@code better} (or equal), {@code within} the interval, {@code no}, or empty where the report is not legible. */
    public String met() {
      if (reported.figure() == null) {
        return "";
      }
      if (isLoss() ? ours <= reported.figure() : ours >= reported.figure()) {
        return "better";
      }
      return interval != null && interval.contains(reported.figure()) ? "within" : "no";
    }
  }

  /**
   * The studies of some reports in one.
   *
   * @param letters of the reports, some of {@link #LETTERS}
   * @param quick one epoch on a few pictures, to see that all runs
   */
  public static Study study(List<String> letters, boolean quick) {
    List<Part> parts = new ArrayList<>();
    StringBuilder yaml = new StringBuilder();
    for (String letter : letters) {
      Study report = StudyFile.read("report-" + letter);
      report.parts().forEach(part -> parts.add(quick ? shortened(part) : part));
      yaml.append("# report ").append(letter).append('\n').append(report.yaml()).append('\n');
    }
    String command =
        "weft reproduce" + (letters.equals(LETTERS) ? "" : " " + String.join(" ", letters)) + (quick ? " --quick" : "");
    String name = quick ? "reproduction-quick" : "reproduction";
    return new Study(name, "The five reports", parts, yaml.toString(), command);
  }

  private static Part shortened(Part part) {
    List<Candidate> candidates =
        part.candidates().stream()
            .map(candidate -> new Candidate(candidate.name(), candidate.changes(), shortened(candidate.experiment())))
            .toList();
    return new Part(part.name(), candidates, part.repeats(), part.crossValidation(), part.select(), part.halving());
  }

  private static Experiment shortened(Experiment experiment) {
    return experiment.shortened(QUICK_EPOCHS, QUICK_PICTURES);
  }

  /** All figures of the parts that the results have. */
  public static Reproduction of(StudyResults results) {
    List<Row> rows = new ArrayList<>();
    for (ReportedFigure figure : ReportedFigure.all()) {
      results.parts().stream()
          .filter(part -> part.part().name().equals(figure.part()))
          .findFirst()
          .ifPresent(part -> rows.add(row(figure, part)));
    }
    return new Reproduction(rows);
  }

  private static Row row(ReportedFigure figure, PartResults part) {
    Optional<RecipeResult> recipe =
        figure.recipe() == null
            ? part.winner()
            : part.rows().stream().filter(row -> row.candidate().name().equals(figure.recipe())).findFirst();
    double ours = recipe.map(row -> row.mean(figure.on(), figure.metric()).orElse(Double.NaN)).orElse(Double.NaN);
    Interval interval =
        Double.isNaN(ours) ? null : Uncertainty.of(recipe.get(), figure.on(), figure.metric()).orElse(null);
    double seconds =
        figure.recipe() == null
            ? part.rows().stream().mapToDouble(RecipeResult::seconds).sum()
            : recipe.map(RecipeResult::seconds).orElse(Double.NaN);
    String chosen = figure.recipe() == null ? recipe.map(row -> row.candidate().name()).orElse("none") : "";
    return new Row(figure, ours, interval, seconds, chosen);
  }
}
