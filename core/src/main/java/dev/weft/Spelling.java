package dev.weft;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word nearest to a mistyped one. */
public final class Spelling {
  private Spelling() {}

  /**
   * The candidate with the fewest typing errors against {@code word}, when that is at most a third of its letters (case
   * ignored).
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> Math.abs(word.length() - candidate.length()) <= errors(candidate))
        .filter(candidate -> distance(word, candidate) <= errors(candidate))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  private static int errors(String candidate) {
    return Math.max(1, candidate.length() / 3);
  }

  /** {@code " Did you mean 'units'?"}, or nothing when no candidate is near. */
  public static String suggestion(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> " Did you mean '" + Quoted.text(near) + "'?").orElse("");
  }

  /** {@code "known are units, activation. Did you mean 'units'?"}: the end of a sentence about an unknown word. */
  public static String known(String word, Collection<String> candidates) {
    return "known are " + Quoted.list(candidates) + "." + suggestion(word, candidates);
  }

  /** Letters to add, drop, replace or swap with their neighbour, ignoring case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        distance[i][j] = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
        }
      }
    }
    return distance[a.length()][b.length()];
  }
}
