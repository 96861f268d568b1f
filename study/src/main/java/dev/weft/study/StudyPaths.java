package dev.weft.study;

import dev.weft.config.Setting;
import dev.weft.experiment.BaseFile;
import dev.weft.experiment.Settings;
import dev.weft.search.SearchSpace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    boolean changed = false;
    for (Setting setting : new Setting(study.root(), List.of()).children()) {
      Object absolute = changed(setting.key(), setting.value());
      if (!Objects.equals(absolute, setting.value())) {
        study.set(study.source(), setting.path(), absolute);
        changed = true;
      }
    }
    return changed;
  }

  /**
   * A value with every path in it absolute.
   *
   * @param setting the path of the setting that has it
   */
  Object changed(String setting, Object value) {
    return switch (value) {
      case String path ->
          PATHS.stream()
              .filter(known -> ("." + setting).endsWith("." + known))
              .findFirst()
              .map(known -> absolute(known, path))
              .orElse(path);
      case Map<?, ?> map -> {
        Map<Object, Object> changed = new LinkedHashMap<>();
        boolean isChoice = SearchSpace.isDistribution(map);
        map.forEach((key, one) -> changed.put(key, changed(isChoice ? setting : setting + "." + key, one)));
        yield changed;
      }
      case List<?> list -> {
        List<Object> changed = new ArrayList<>();
        list.forEach(one -> changed.add(changed(setting, one)));
        yield changed;
      }
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
}
