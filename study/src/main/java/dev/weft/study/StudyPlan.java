package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.config.Config;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.keras.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A study as its folder keeps it: every recipe with all its settings. Unlike {@code study.yaml} it names no other file,
 * so that the folder alone says what was compared.
 */
final class StudyPlan {
  static final String FILE = "plan.json";

  private static final String MULTIPLY_ADDS = "multiply_adds_of_an_image";

  private static final List<Class<? extends Strategy>> STRATEGIES =
      List.of(Halving.class, Hyperband.class, Bayesian.class);

  private StudyPlan() {}

  static String text(Study study) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", study.name());
    map.put("description", study.description());
    map.put("robustness", study.robustness());
    map.put("parts", study.parts().stream().map(StudyPlan::map).toList());
    map.put("yaml", study.yaml());
    map.put("command", study.command());
    return Json.pretty(map);
  }

  private static Map<String, Object> map(Part part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("repeats", part.repeats());
    map.put("cross_validation", arguments(part.crossValidation()));
    map.put("select", arguments(part.select()));
    String key = part.strategy() == null ? "halving" : key(part.strategy().getClass());
    map.put(key, arguments((Record) part.strategy()));
    map.put("outer", arguments(part.outer()));
    map.put("recipes", part.candidates().stream().map(StudyPlan::map).toList());
    return map;
  }

  private static Map<String, Object> map(Candidate candidate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", candidate.name());
    map.put("changes", candidate.changes());
    map.put(MULTIPLY_ADDS, candidate.multiplyAdds().isEmpty() ? null : candidate.multiplyAdds().getAsDouble());
    map.put("experiment", candidate.experiment().toYaml());
    return map;
  }

  private static Object arguments(Record settings) {
    return settings == null ? null : Config.arguments(settings);
  }

  /**
   * The study that a plan describes.
   *
   * @param file what errors call it
   * @throws WeftException if it is not what Weft wrote
   */
  static Study read(byte[] json, String file) {
    Map<String, Object> map = Json.read(json, file);
    try {
      List<Part> parts = ((List<?>) map.get("parts")).stream().map(part -> part((Map<?, ?>) part, file)).toList();
      String name = (String) map.get("name");
      String description = (String) map.get("description");
      String yaml = (String) map.get("yaml");
      String command = (String) map.get("command"); // none in plans of the first days
      Study study =
          command == null
              ? new Study(name, description, parts, yaml)
              : new Study(name, description, parts, yaml, command);
      return study.robustness(Boolean.TRUE.equals(map.get("robustness")));
    } catch (NullPointerException | ClassCastException | IllegalArgumentException e) {
      throw new WeftException(file + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }

  private static Part part(Map<?, ?> map, String file) {
    return new Part(
        (String) map.get("name"),
        ((List<?>) map.get("recipes")).stream().map(recipe -> candidate((Map<?, ?>) recipe, file)).toList(),
        (Integer) map.get("repeats"),
        settings(CrossValidation.class, map.get("cross_validation")),
        settings(Select.class, map.get("select")),
        strategy(map),
        null,
        settings(Nested.Outer.class, map.get("outer")));
  }

  /** As study files call it. */
  static String key(Class<?> strategy) {
    return strategy.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Strategy strategy(Map<?, ?> map) {
    for (Class<? extends Strategy> type : STRATEGIES) {
      Object given = map.get(key(type));
      if (given != null) {
        return Config.read(type, given);
      }
    }
    return null;
  }

  private static Candidate candidate(Map<?, ?> map, String file) {
    Map<String, Object> changes = new LinkedHashMap<>();
    ((Map<?, ?>) map.get("changes")).forEach((path, value) -> changes.put((String) path, value));
    String name = (String) map.get("name");
    Experiment experiment = ExperimentFile.parse(file, (String) map.get("experiment"), List.of());
    if (!map.containsKey(MULTIPLY_ADDS)) {
      return new Candidate(name, changes, experiment); // of a plan of before
    }
    Number known = (Number) map.get(MULTIPLY_ADDS);
    OptionalDouble multiplyAdds = known == null ? OptionalDouble.empty() : OptionalDouble.of(known.doubleValue());
    return new Candidate(name, changes, experiment, multiplyAdds);
  }

  private static <T> T settings(Class<T> type, Object given) {
    return given == null ? null : Config.read(type, given);
  }
}
