package dev.weft.page.study;

import dev.weft.page.Script;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a study's page tells its script: of each part the recipes, and what is known of them. */
final class StudyData {
  private StudyData() {}

  static String of(List<PartSection> parts) {
    return Script.data(Map.of("parts", parts.stream().map(part -> part(part.results(), part.links())).toList()));
  }

  private static Map<String, Object> part(PartResults part, TrialLinks links) {
    List<String> names = part.rows().stream().map(row -> row.candidate().name()).toList();
    Map<String, Object> map = new LinkedHashMap<>();
    RecipeNames words = RecipeNames.of(part);
    map.put("recipes", names.stream().map(own -> words.of(own).words()).toList());
    map.put(
        "winner", part.winner().map(RecipeResult::candidate).map(winner -> names.indexOf(winner.name())).orElse(-1));
    map.put("order", part.ranked().stream().map(row -> names.indexOf(row.candidate().name())).toList());
    map.put("columns", Columns.of(part).stream().map(Column::toMap).toList());
    PairsSection.of(part).ifPresent(pairs -> map.put("differences", pairs.toMap()));
    map.put("curves", TrialCurves.of(part).toMap(links));
    return map;
  }
}
