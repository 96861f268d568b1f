package dev.weft.study;

import dev.weft.statistics.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** One recipe against the one that all are compared with. */
public record Comparison(String reference, String other, Verdict verdict) {
  /** One sentence. */
  public String sentence() {
    return "%s against %s: %s".formatted(other, reference, verdict.sentence());
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("recipe", other);
    map.put("against", reference);
    map.put("significant", verdict.significant());
    map.put("finding", verdict.finding());
    map.put("evidence", verdict.evidence());
    return map;
  }
}
