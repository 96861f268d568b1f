package dev.weft.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.Config;
import dev.weft.keras.Json;
import java.util.Map;

/** What an editor must know to complete and check study files: {@code docs/schema/study.schema.json}. */
public final class StudySchema {
  /** What {@link StudyFile} reads; what has no type of its own there has none here. */
  record Settings(
      String name,
      String description,
      Object base,
      Object set,
      Object variants,
      Object grid,
      Object random,
      int repeats,
      CrossValidation crossValidation,
      Select select,
      Halving halving,
      Object studies) {
    static Settings of() {
      return new Settings(null, null, null, null, null, null, null, 1, null, null, null, null);
    }
  }

  private static final Map<String, Object> OWN =
      Json.read(
          """
          {
            "Settings.base": { "type": ["string", "object"] },
            "Settings.set": { "type": "object" },
            "Settings.variants": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": { "type": ["string", "object"] }
            },
            "Settings.grid": {
              "type": "object",
              "additionalProperties": { "type": "array", "minItems": 1 }
            },
            "Settings.random": {
              "type": "object",
              "required": ["trials"],
              "properties": {
                "trials": { "type": "integer", "minimum": 1 },
                "seed": { "type": "integer", "minimum": 1 }
              },
              "additionalProperties": { "type": ["array", "object"] }
            },
            "Settings.studies": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": { "$ref": "#" }
            },
            "Select.metric": { "enum": ["%s"], "default": "accuracy" },
            "Select.on": { "enum": ["validation"], "default": "validation" }
          }
          """
              .formatted(String.join("\", \"", Select.METRICS))
              .getBytes(UTF_8),
          "study schema");

  private StudySchema() {}

  /** As JSON. */
  public static String text() {
    return Json.pretty(Config.schema(Settings.class, OWN));
  }
}
