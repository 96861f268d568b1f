package dev.weft.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.Config;
import dev.weft.keras.Json;
import java.util.Map;

/** What an editor must know to complete and check study files: {@code docs/schema/study.schema.json}. */
public final class StudySchema {
  private static final Map<String, Object> OWN =
      Json.read(
          """
          {
            "StudySettings.base": { "type": ["string", "object"] },
            "StudySettings.set": { "type": "object" },
            "StudySettings.variants": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": { "type": ["string", "object"] }
            },
            "StudySettings.grid": {
              "type": "object",
              "additionalProperties": { "type": "array", "minItems": 1 }
            },
            "StudySettings.random": {
              "type": "object",
              "required": ["trials"],
              "properties": {
                "trials": { "type": "integer", "minimum": 1 },
                "seed": { "type": "integer", "minimum": 1 }
              },
              "additionalProperties": { "type": ["array", "object"] }
            },
            "StudySettings.bayesian": {
              "type": "object",
              "required": ["trials"],
              "properties": {
                "trials": { "type": "integer", "minimum": 1 },
                "seed": { "type": "integer", "minimum": 1, "default": 1 },
                "startup": { "type": "integer", "minimum": 1, "default": 10 },
                "batch": { "type": "integer", "minimum": 1, "default": 4 }
              },
              "additionalProperties": { "type": ["array", "object"] }
            },
            "StudySettings.hyperband": {
              "type": "object",
              "properties": {
                "factor": { "type": "integer", "minimum": 2, "default": 3 },
                "min_epochs": { "type": "integer", "minimum": 1, "default": 1 },
                "seed": { "type": "integer", "minimum": 1, "default": 1 }
              },
              "minProperties": 1,
              "additionalProperties": { "type": ["array", "object"] }
            },
            "StudySettings.studies": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": { "$ref": "#" }
            },
            "Select.metric": { "enum": ["%s"], "default": "%s" },
            "Select.on": { "enum": ["%s"], "default": "%s" }
          }
          """
              .formatted(
                  String.join("\", \"", Select.METRICS), Select.of().metric(), Select.of().on(), Select.of().on())
              .getBytes(UTF_8),
          "study schema");

  private StudySchema() {}

  /** As JSON. */
  public static String text() {
    return Json.pretty(Config.schema(StudySettings.class, OWN));
  }
}
