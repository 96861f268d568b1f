package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.keras.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured on a finished run's test images later, such as its robustness: figures that stand beside its test
 * metrics wherever runs are compared.
 */
public final class FurtherMetrics {
  /** The file of a run's folder with its robustness. */
  public static final String ROBUSTNESS = "robustness.json";

  /** The page about a run's robustness. */
  public static final String ROBUSTNESS_PAGE = "robustness.html";

  /** What the file is about; its first key. */
  public static final String ABOUT = "weft_measured";

  /** The key of the SHA-256 of the model that was measured. */
  public static final String MODEL = "model_sha256";

  /** The key of the figures by their names; there once all is measured. */
  public static final String METRICS = "metrics";

  private FurtherMetrics() {}

  /** Whether a run's folder has the page about its robustness. */
  public static boolean hasPage(Path folder) {
    return Files.exists(folder.resolve(ROBUSTNESS_PAGE));
  }

  /**
   * Those of a run's folder by their names; none where nothing was measured to its end, or of another model.
   *
   * @param model the SHA-256 of the run's model; null of an older Weft
   * @throws WeftException if the file is not what Weft wrote
   */
  static Map<String, Double> read(Path folder, String model) {
    Path file = folder.resolve(ROBUSTNESS);
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      Map<String, Object> all = Json.read(Files.readAllBytes(file), file.toString());
      boolean isOfModel = model == null || model.equals(all.get(MODEL));
      Map<String, Double> figures = new LinkedHashMap<>();
      if (isOfModel && all.get(METRICS) instanceof Map<?, ?> metrics) {
        metrics.forEach((name, value) -> figures.put((String) name, ((Number) value).doubleValue()));
      }
      return figures;
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (NullPointerException | ClassCastException e) {
      throw Damage.of(file, "it does not hold figures", e);
    }
  }
}
