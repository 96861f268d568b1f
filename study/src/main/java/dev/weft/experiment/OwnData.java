package dev.weft.experiment;

import dev.weft.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Fills in what an experiment file with images of its own leaves out. */
final class OwnData {
  private OwnData() {}

  /**
   * Makes the path absolute, from the file's folder on, names the set as its path ends, and takes the images' own
   * validation part where the file names no other.
   */
  static void fill(Settings settings) {
    if (settings.root() instanceof Map<?, ?> root
        && root.get("data") instanceof Map<?, ?> data
        && data.get("path") instanceof String path) {
      try {
        Path images = settings.folder().resolve(path).normalize();
        set(settings, "path", images.toString());
        if (data.get("dataset") == null) {
          set(settings, "dataset", name(images));
        }
      } catch (InvalidPathException e) {
        return; // whoever opens the images says so
      }
      if (data.get("validation") == null) {
        set(settings, "validation", "given");
      }
    }
  }

  private static void set(Settings settings, String name, Object value) {
    settings.set(settings.source(), List.of("data", name), value);
  }

  /** What a set is called: its file's name without the ending, its folder's name. */
  static String name(Path images) {
    Path last = images.getFileName();
    String name = last == null ? "images" : last.toString();
    return Quoted.line(name.replaceFirst("(?<=.)(\\.tar)?\\.[A-Za-z0-9]{1,8}$", ""));
  }
}
