package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Tables;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.attribution.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as lines for a terminal. */
final class ExplanationText {
  private static final int WIDTH = 80;

  private ExplanationText() {}

  /** The prediction, then of each class the strongest regions with the checks of the maps, then the nearest images. */
  static String of(TrainedModel model, Prediction prediction, Explanation why, int width) {
    int columns = Math.min(WIDTH, width);
    List<String> lines = new ArrayList<>();
    lines.add(PredictionFormat.TEXT.line(model, prediction, 3).stripTrailing());
    why.answer()
        .setInWords()
        .ifPresent(words ->
            lines.add(
                "  conformal set (%s of images): %s"
                    .formatted(why.answer().set().orElseThrow().coverageInWords(), words)));
    for (OfClass asked : why.classes()) {
      lines.add("");
      lines.add("What speaks for " + Quoted.text(model.called(asked.label())) + why.role(asked.label()));
      lines.addAll(table(asked, columns));
      for (CheckedMap map : asked.maps()) {
        if (!map.check().passes()) {
          lines.add("  " + map.attribution().method().title() + " fails: " + map.check().failure());
        }
        map.attribution().convergence().ifPresent(sum -> lines.add("  Integrated gradients: " + sum));
      }
    }
    if (!why.nearest().isEmpty()) {
      lines.add("");
      lines.add("Nearest training images (cosine distance): " + nearest(model, why));
      why.nearestInWords().forEach(sentence -> lines.add("  " + sentence));
    }
    return lines.stream().map(line -> Lines.folded(line, columns)).collect(Collectors.joining("\n", "", "\n\n"));
  }

  private static List<String> table(OfClass asked, int columns) {
    List<List<String>> rows = new ArrayList<>();
    for (CheckedMap map : asked.maps()) {
      List<String> row = new ArrayList<>(List.of("  " + map.attribution().method().title()));
      if (map.regions().isEmpty()) {
        row.addAll(List.of("nothing", "", "", ""));
      } else {
        Region region = map.regions().getFirst();
        row.addAll(List.of(region.place(), region.rows(), region.columns(), Math.round(100 * region.share()) + "%"));
      }
      row.add(map.check().passes() ? "holds" : "fails");
      rows.add(row);
    }
    List<String> header = List.of("  Map", "Strongest region", "Rows", "Columns", "Share", "Checks");
    return Tables.aligned(header, rows, columns).lines().toList();
  }

  private static String nearest(TrainedModel model, Explanation why) {
    return why.nearest().stream()
        .map(near -> "%s (%s)".formatted(Quoted.text(model.called(near.label())), near.distanceInWords()))
        .collect(Collectors.joining(", "));
  }
}
