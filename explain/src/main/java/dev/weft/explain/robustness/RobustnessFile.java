package dev.weft.explain.robustness;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.explain.robustness.Measured.Flip;
import dev.weft.keras.Json;
import dev.weft.metrics.Metric;
import dev.weft.run.Csv;
import dev.weft.run.FurtherMetrics;
import dev.weft.statistics.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run's robustness as {@code robustness.json} in its folder, whole or begun. */
public final class RobustnessFile {
  /** Counts definitions of corruptions: what was measured by others is measured anew. */
  private static final int VERSION = 1;

  private RobustnessFile() {}

  /**
   * What a run's folder has; empty where there is nothing, or only what an older Weft measured.
   *
   * @throws WeftException if it cannot be read, or is not what Weft wrote
   */
  public static Optional<Robustness> read(Path folder) {
    Path file = folder.resolve(FurtherMetrics.ROBUSTNESS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, Object> all = Json.read(Files.readAllBytes(file), file.toString());
      return Integer.valueOf(VERSION).equals(all.get("version")) ? Optional.of(robustness(all)) : Optional.empty();
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (NullPointerException | ClassCastException | IllegalArgumentException | WeftException e) {
      throw new WeftException(
          "%s must be what weft wrote; it is something else; remove it, and measure again.".formatted(file), e);
    }
  }

  /** Writes it into a run's folder. */
  public static void write(Path folder, Robustness robustness) {
    WholeFile.write(folder.resolve(FurtherMetrics.ROBUSTNESS), Json.pretty(map(robustness)));
  }

  /** What the file says, without each image's answer: as {@code weft robustness --json} prints it. */
  public static Map<String, Object> summary(Robustness robustness) {
    Map<String, Object> map = map(robustness);
    map.put(
        "measured",
        robustness.measured().stream()
            .map(one -> {
              Map<String, Object> without = map(one);
              without.keySet().removeAll(Set.of("answers", "flips"));
              return without;
            })
            .toList());
    return map;
  }

  /** Each accuracy with its interval, a line for each condition. */
  public static String csv(Robustness robustness) {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("change", "level", "images", "right", Metric.ACCURACY.key(), "low_95", "high_95"));
    for (Measured one : robustness.measured()) {
      Interval interval = one.interval();
      rows.add(
          List.of(
              one.condition().change(),
              one.condition().level(),
              one.images(),
              one.right().cardinality(),
              one.accuracy(),
              interval.low(),
              interval.high()));
    }
    return Csv.text(rows);
  }

  private static Map<String, Object> map(Robustness robustness) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FurtherMetrics.ABOUT, "robustness");
    map.put("version", VERSION);
    map.put(FurtherMetrics.MODEL, robustness.model());
    map.put("dataset_sha256", robustness.data());
    map.put("images", robustness.images());
    map.put("channels", robustness.channels());
    map.put("finished", robustness.isFinished());
    map.put("plan", map(robustness.plan()));
    if (robustness.isFinished()) {
      map.put(FurtherMetrics.METRICS, robustness.metrics());
    }
    map.put("measured", robustness.measured().stream().map(RobustnessFile::map).toList());
    return map;
  }

  private static Map<String, Object> map(RobustnessPlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("corruptions", plan.corruptions().stream().map(Corruption::key).toList());
    map.put("curves", plan.curves());
    map.put("radii", plan.radii());
    map.put("steps", plan.steps());
    map.put("attacked", plan.attacked());
    map.put("seed", plan.seed());
    return map;
  }

  private static Map<String, Object> map(Measured one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("change", one.condition().change());
    map.put("level", one.condition().level());
    map.put("images", one.images());
    map.put("right", one.right().cardinality());
    map.put(Metric.ACCURACY.key(), one.accuracy());
    map.put("interval_95", List.of(one.interval().low(), one.interval().high()));
    map.put("answers", Base64.getEncoder().encodeToString(one.right().toByteArray()));
    map.put("flips", one.flips().stream().map(RobustnessFile::map).toList());
    return map;
  }

  private static Map<String, Object> map(Flip flip) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", flip.image());
    map.put("predicted", flip.predicted());
    map.put("probability", flip.probability());
    return map;
  }

  private static Robustness robustness(Map<String, Object> all) {
    int images = number(all, "images").intValue();
    return new Robustness(
        plan((Map<?, ?>) all.get("plan")),
        (String) all.get(FurtherMetrics.MODEL),
        (String) all.get("dataset_sha256"),
        images,
        number(all, "channels").intValue(),
        ((List<?>) all.get("measured")).stream().map(one -> measured((Map<?, ?>) one, images)).toList());
  }

  private static RobustnessPlan plan(Map<?, ?> map) {
    return new RobustnessPlan(
        ((List<?>) map.get("corruptions")).stream().map(key -> Corruption.named((String) key)).toList(),
        (Boolean) map.get("curves"),
        ((List<?>) map.get("radii")).stream().map(radius -> ((Number) radius).doubleValue()).toList(),
        number(map, "steps").intValue(),
        number(map, "attacked").intValue(),
        number(map, "seed").longValue());
  }

  private static Measured measured(Map<?, ?> map, int all) {
    int images = number(map, "images").intValue();
    BitSet right = BitSet.valueOf(Base64.getDecoder().decode((String) map.get("answers")));
    if (images < 1
        || images > all
        || right.length() > images
        || right.cardinality() != number(map, "right").intValue()) {
      throw new IllegalArgumentException("the answers are not those of the images");
    }
    return new Measured(
        new Condition((String) map.get("change"), number(map, "level").doubleValue()),
        images,
        right,
        ((List<?>) map.get("flips")).stream().map(flip -> flip((Map<?, ?>) flip, images)).toList());
  }

  private static Flip flip(Map<?, ?> map, int images) {
    int image = number(map, "image").intValue();
    int predicted = number(map, "predicted").intValue();
    if (image < 0 || image >= images || predicted < 0) {
      throw new IllegalArgumentException("an image or a class is not there");
    }
    return new Flip(image, predicted, number(map, "probability").doubleValue());
  }

  private static Number number(Map<?, ?> map, String name) {
    return (Number) map.get(name);
  }
}
