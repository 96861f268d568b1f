package dev.weft.cli.runs;

import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Tables;
import dev.weft.study.Difference;
import dev.weft.study.Differences;
import dev.weft.study.PartResults;
import dev.weft.study.RunComparisons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the differences of runs are worth, for a person to read: a sentence for each pair, or of many a matrix. */
final class DifferenceTable {
  private DifferenceTable() {}

  /** Begins with an empty line; empty where there is nothing to say. */
  static String of(RunComparisons compared, int width) {
    List<String> pieces = new ArrayList<>();
    compared.warnings().forEach(warning -> pieces.add("warning: " + warning + "\n"));
    compared.groups().stream()
        .flatMap(group -> group.differences().stream())
        .forEach(differences -> pieces.add(of(differences, width)));
    return pieces.stream().map(piece -> "\n" + piece).collect(Collectors.joining());
  }

  private static String of(Differences differences, int width) {
    if (differences.pairs().size() == 1) {
      return Lines.folded(differences.verdict(), width) + "\n";
    }
    String verdict = Lines.folded(differences.verdict(), width) + "\n\n";
    return differences.pairs().size() <= PartResults.MOST_COMPARISONS
        ? verdict + sentences(differences, width)
        : verdict + matrix(differences, width);
  }

  private static String sentences(Differences differences, int width) {
    return differences.pairs().stream()
        .map(pair -> Lines.folded(differences.sentence(pair), width) + "\n")
        .collect(Collectors.joining());
  }

  /** Row minus column. */
  private static String matrix(Differences differences, int width) {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(differences.names());
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < differences.size(); row++) {
      List<String> cells = new ArrayList<>(List.of(differences.names().get(row)));
      for (int column = 0; column < differences.size(); column++) {
        cells.add(row == column ? "" : cell(differences.between(row, column), row, differences.digits()));
      }
      rows.add(cells);
    }
    return Tables.aligned(header, rows, width)
        + Lines.folded(
            "Percentage points of test accuracy, row minus column; * significant (%s)."
                .formatted(differences.corrected()),
            width)
        + "\n";
  }

  private static String cell(Difference pair, int row, int digits) {
    String points = pair.of(row).signed(digits);
    return (points.matches("[-+].*") ? points : " " + points) + (pair.verdict().significant() ? "*" : "");
  }
}
