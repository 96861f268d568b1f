package dev.weft.page.study;

import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a part's recipes, no two alike.
 *
 * @param byOwn by what the study calls them, in the study's order
 */
record RecipeNames(Map<String, RecipeName> byOwn) {
  static RecipeNames of(PartResults part) {
    Map<String, RecipeName> names = new LinkedHashMap<>();
    Map<String, Column> settings = Columns.settingsByPath(part);
    for (int i = 0; i < part.rows().size(); i++) {
      names.put(part.rows().get(i).candidate().name(), name(part.rows().get(i), i, settings));
    }
    if (names.values().stream().map(RecipeName::words).distinct().count() < names.size()) {
      names.replaceAll((own, name) -> own(own));
    }
    return new RecipeNames(names);
  }

  private static RecipeName own(String name) {
    return new RecipeName(name, List.of(), List.of());
  }

  /** The study names a recipe {@code variant batch_size=32 units=64}. */
  private static RecipeName name(RecipeResult row, int index, Map<String, Column> columns) {
    String own = " " + row.candidate().name();
    int end = own.length();
    List<String> settings = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String path : row.candidate().changes().keySet()) {
      int at = own.indexOf(" " + path.substring(path.lastIndexOf('.') + 1) + "=");
      Column column = columns.get(path);
      if (at >= 0) {
        end = Math.min(end, at);
      }
      if (at >= 0 && column != null) {
        settings.add(column.name());
        values.add(column.cells().get(index).text());
      }
    }
    String variant = own.substring(0, end).strip();
    return settings.isEmpty() ? own(row.candidate().name()) : new RecipeName(variant, settings, values);
  }

  RecipeName of(RecipeResult row) {
    return of(row.candidate().name());
  }

  /** Of the recipe that the study calls so. */
  RecipeName of(String own) {
    return byOwn.get(own);
  }

  /** A training as a person names it: its recipe, and which of several it is. */
  String of(StudyTrial trial) {
    String words = of(trial.candidate().name()).words();
    return trial.replica().isEmpty() ? words : words + ", " + trial.replica();
  }

  /** Whether settings alone name them all, in the same order. */
  boolean areSettings() {
    List<String> settings = byOwn.values().iterator().next().settings();
    return !settings.isEmpty()
        && byOwn.values().stream().allMatch(name -> name.variant().isEmpty() && name.settings().equals(settings));
  }

  /** {@code batch size · learning rate} where {@link #areSettings}, else {@code recipe}. */
  String heading() {
    return areSettings() ? String.join(" · ", byOwn.values().iterator().next().settings()) : "recipe";
  }
}
