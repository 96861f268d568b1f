package dev.weft.source;

import java.util.Locale;
import java.util.Set;

/** Files and folders that systems and tools leave among a person's own; they are passed over in silence. */
public final class SystemFiles {
  private static final Set<String> NAMES =
      Set.of(
          "__macosx",
          "__pycache__",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r",
          "@eadir",
          "$recycle.bin",
          "system volume information",
          "lost+found");

  private SystemFiles() {}

  /** Whether a file or folder of this name is one: hidden ones, {@code Thumbs.db}, {@code __MACOSX} and the like. */
  public static boolean isOne(String name) {
    return name.startsWith(".") || NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a file at this path below a source is one, or lies in one. */
  static boolean holds(String path) {
    for (String name : path.split("/")) {
      if (isOne(name)) {
        return true;
      }
    }
    return false;
  }
}
