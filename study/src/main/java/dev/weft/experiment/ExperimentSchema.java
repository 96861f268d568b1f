package dev.weft.experiment;

import dev.weft.data.CatalogueEntry;
import dev.weft.data.Datasets;
import dev.weft.interop.Json;
import dev.weft.nn.Config;
import java.util.List;
import java.util.Map;

/** What an editor must know to complete and check experiment files: {@code docs/schema/experiment.schema.json}. */
public final class ExperimentSchema {
  /** What the records of an experiment do not say of themselves, for {@link Config#schema}. */
  public static final Map<String, Object> OWN =
      Map.of(
          "Experiment.name",
          Map.of("type", List.of("string", "number"), "pattern", "^" + Experiment.NAME + "$"),
          "Data.dataset",
          Map.of("enum", Datasets.catalogue().stream().map(CatalogueEntry::name).toList()));

  private ExperimentSchema() {}

  /** As JSON. */
  public static String text() {
    return Json.pretty(Config.schema(Experiment.class, OWN));
  }
}
