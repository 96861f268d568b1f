package dev.weft.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.Config;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.keras.Json;
import java.util.Map;

/** What an editor must know to complete and check experiment files: {@code docs/schema/experiment.schema.json}. */
public final class ExperimentSchema {
  /** What the records of an experiment do not say of themselves, for {@link Config#schema}. */
  private static final Map<String, Object> OWN =
      Json.read(
          """
          {
            "Experiment.name": { "type": ["string", "number"], "pattern": "^%s$" },
            "Data": { "anyOf": [{ "required": ["dataset"] }, { "required": ["path"] }] },
            "Training": { "anyOf": [{ "required": ["epochs"] }, { "required": ["stages"] }] },
            "DataSource.dataset": { "enum": ["%s"] }
          }
          """
              .formatted(
                  Experiment.NAME,
                  String.join("\", \"", Datasets.catalogue().stream().map(CatalogueEntry::name).toList()))
              .getBytes(UTF_8),
          "experiment schema");

  private ExperimentSchema() {}

  /** As JSON. */
  public static String text() {
    return Json.pretty(Config.schema(Experiment.class, OWN));
  }
}
