package dev.weft.run;

import dev.weft.store.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A study as other programs are to know it.
 *
 * @param name as its trainings name it
 * @param user whose it is
 * @param settings the values of each setting that varies in it, by its path
 * @param state its status
 * @param ended empty while it goes on
 */
public record TrackedStudy(
    String name,
    String user,
    Map<String, List<String>> settings,
    RunState state,
    Instant begun,
    Optional<Instant> ended) {

  /**
   * One that begins now.
   *
   * @param trainings the settings of each, by path
   */
  public static TrackedStudy begun(String name, String user, List<Map<String, Object>> trainings) {
    Map<String, List<String>> settings = varied(trainings.stream().map(Recording::texts).toList());
    return new TrackedStudy(name, user, settings, RunState.RUNNING, Instant.now(), Optional.empty());
  }

  /**
   * The settings that are not the same in all of some trainings.
   *
   * @param trainings the settings of each, by path
   */
  public static Map<String, List<String>> varied(Collection<Map<String, String>> trainings) {
    Set<String> names = new LinkedHashSet<>();
    trainings.forEach(settings -> names.addAll(settings.keySet()));
    Map<String, List<String>> varied = new LinkedHashMap<>();
    for (String name : names) {
      List<String> values = new ArrayList<>(trainings.stream().map(settings -> settings.get(name)).distinct().toList());
      if (values.size() > 1) {
        values.removeIf(Objects::isNull);
        varied.put(name, List.copyOf(values));
      }
    }
    return varied;
  }

  /** The same in another state. */
  public TrackedStudy in(RunState state, Instant ended) {
    return new TrackedStudy(name, user, settings, state, begun, Optional.of(ended));
  }
}
