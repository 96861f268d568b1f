package dev.weft.study;

import dev.weft.config.Setting;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Settings;
import dev.weft.experiment.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A study file that needs no other: the settings of each experiment file stand in place of its name. */
final class SelfContained {
  private final Settings study;
  private final Settings whole;
  private final Path folder;
  private final List<String> changes;
  private final List<String> files = new ArrayList<>();

  /**
   * @param folder where the files lie that the study names
   * @param changes of the study's own text, in the user's words
   */
  SelfContained(Settings study, Path folder, List<String> changes) {
    this.changes = changes;
    this.study = study;
    this.whole = study.copy();
    this.folder = folder;
  }

  /** The study's own text where it names no file and nothing is changed. */
  String text() {
    Setting root = new Setting(study.root(), List.of());
    List<Setting> parts = root.child("studies").isGiven() ? root.child("studies").children() : List.of(root);
    parts.forEach(this::include);
    boolean moved = new StudyPaths(folder).makeAbsolute(whole);
    List<String> with = new ArrayList<>(changes);
    if (!files.isEmpty()) {
      with.add(String.join(", ", files) + " in it");
    } else if (moved) {
      with.add("absolute paths");
    }
    return with.isEmpty()
        ? study.text()
        : "# " + study.source() + " with " + String.join(" and ", with) + ".\n" + Yaml.text(whole.root());
  }

  private void include(Setting part) {
    includeBase(part.child("base"));
    if (part.child("variants").value() instanceof Map<?, ?>) {
      for (Setting variant : part.child("variants").children()) {
        if (variant.value() instanceof String) {
          includeBase(variant, variant.child("base"));
        } else if (variant.isGiven()) {
          includeBase(variant.child("base"));
        }
      }
    }
  }

  private void includeBase(Setting base) {
    includeBase(base, base);
  }

  /** Puts the settings of the file that {@code name} names to {@code at}. */
  private void includeBase(Setting name, Setting at) {
    if (name.value() instanceof String file && !ExperimentFile.BUILT_IN.contains(file)) {
      Settings experiment = ExperimentFile.settings(folder.resolve(file).toString());
      if (!at.path().equals(name.path())) {
        whole.set(study.source(), name.path(), null); // a name becomes settings with a base
      }
      new StudyPaths(folder.resolve(file).toAbsolutePath().getParent()).makeAbsolute(experiment);
      whole.set(study.source(), at.path(), experiment.root());
      if (!files.contains(file)) {
        files.add(file);
      }
    }
  }
}
