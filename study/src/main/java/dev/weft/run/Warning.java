package dev.weft.run;

import dev.weft.config.Config;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person should know before believing a result. Each kind is a record, whose components are the evidence; the
 * kinds are in {@code dev.weft.diagnostics}.
 */
public interface Warning {
  /** Of the kind, in lower case with underscores; no two warnings about a run have the same. */
  String name();

  /** One sentence, which begins in lower case and ends with a full stop. */
  String sentence();

  /** What it rests on: the record's components by their names, in lower case with underscores. */
  default Map<String, Object> evidence() {
    return Config.arguments((Record) this);
  }

  /** What {@code metrics.json} says: name, sentence and evidence. */
  default Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name());
    map.put("sentence", sentence());
    map.put("evidence", evidence());
    return map;
  }
}
