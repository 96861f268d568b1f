package dev.weft.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds the files that a table names: by their path, with or without the ending, below whatever folder they lie. Only
 * files that are listed are found, so none outside their folder.
 */
final class FileIndex {
  private final List<String> files;
  private final Map<String, List<Integer>> byName = new HashMap<>();

  /**
   * @param files by name, with {@code /} between folders
   * @param images those that are images, as indices
   */
  FileIndex(List<String> files, List<Integer> images) {
    this.files = files;
    for (int image : images) {
      String name = last(files.get(image));
      byName.computeIfAbsent(key(name), n -> new ArrayList<>()).add(image);
      byName.computeIfAbsent(key(stem(name)), n -> new ArrayList<>()).add(image);
    }
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.[^.]*$", "");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether a path climbs out of its folder. */
  static boolean climbs(String path) {
    return List.of(path.replace('\\', '/').split("/")).contains("..");
  }

  /**
   * The file that a table names: of several of the same name the one whose folders agree most, or else that in the
   * folder named, or else that in {@code train}.
   *
   * @param folder a folder's name, such as the table's
   * @return empty if there is none, or several that agree alike
   */
  OptionalInt find(String path, String folder) {
    String plain = plain(path);
    if (plain.isEmpty() || climbs(plain)) {
      return OptionalInt.empty();
    }
    int best = -1;
    int bestScore = -1;
    boolean several = false;
    for (int file : byName.getOrDefault(key(last(plain)), List.of())) {
      int score = score(files.get(file), plain, folder);
      if (score > bestScore) {
        best = file;
        bestScore = score;
        several = false;
      } else if (score == bestScore && file != best) {
        several = true;
      }
    }
    return best < 0 || several ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** A file's name. */
  String name(int file) {
    return files.get(file);
  }

  /** Whether a path leads to a file as it stands, but perhaps for the ending. */
  boolean isPlain(String path, int file) {
    String plain = plain(path);
    String name = files.get(file);
    return key(name).equals(key(plain)) || key(stem(name)).equals(key(plain));
  }

  private static String plain(String path) {
    return path.strip().replace('\\', '/').replaceFirst("^(\\./)+", "");
  }

  private static int score(String file, String path, String folder) {
    String[] here = key(file).split("/");
    String[] named = key(path).split("/");
    int same = 0;
    while (same + 1 < Math.min(here.length, named.length)
        && here[here.length - 2 - same].equals(named[named.length - 2 - same])) {
      same++;
    }
    boolean whole = same + 1 == here.length && same + 1 == named.length;
    List<String> folders = List.of(here).subList(0, here.length - 1);
    return 8 * same + (whole ? 4 : 0) + (folders.contains(key(folder)) ? 2 : 0) + (folders.contains("train") ? 1 : 0);
  }
}
