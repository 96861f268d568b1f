package dev.weft.study;

import dev.weft.experiment.BaseFile;
import dev.weft.experiment.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The paths to images of one's own, and to networks to begin with, that a study file names; a network's may be a run's
 * name. They begin at the file's folder; a study is read again in other folders, so there they are absolute.
 *
 * @param folder where the study file lies
 */
record StudyPaths(Path folder) {
  private static final String BASE = "model.from";
  private static final Set<String> PATHS = Set.of("data.path", BASE);

  /** Makes every path in the settings absolute; whether there was one to be changed. */
  boolean makeAbsolute(Settings study) {
    return visit(study, List.of(), study.copy().root());
  }

  private boolean visit(Settings study, List<String> at, Object value) {
    boolean changed = false;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        List<String> place = new ArrayList<>(at);
        place.add(String.valueOf(entry.getKey()));
        String setting =
            place.getLast().contains(".") || at.isEmpty() ? place.getLast() : at.getLast() + "." + place.getLast();
        changed |=
            PATHS.contains(setting)
                ? replace(study, place, setting, entry.getValue())
                : visit(study, place, entry.getValue());
      }
    }
    return changed;
  }

  private boolean replace(Settings study, List<String> place, String setting, Object value) {
    Object absolute = absolute(setting, value);
    if (absolute == null || absolute.equals(value)) {
      return false;
    }
    study.set(study.source(), place, absolute);
    return true;
  }

  /** One path, or a list of them, absolute; anything else as it is. */
  private Object absolute(String setting, Object value) {
    return switch (value) {
      case String path -> absolute(setting, path);
      case List<?> list -> list.stream().map(one -> absolute(setting, one)).toList();
      case null, default -> value;
    };
  }

  private String absolute(String setting, String path) {
    try {
      return setting.equals(BASE)
          ? BaseFile.of(folder, path).toString()
          : folder.resolve(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return path; // whoever opens the images says so
    }
  }

  /** The value of a changed setting, which is absolute if it is such a path. */
  Object changed(String setting, Object value) {
    return PATHS.contains(setting) ? absolute(setting, value) : value;
  }
}
