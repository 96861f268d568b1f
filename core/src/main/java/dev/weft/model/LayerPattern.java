package dev.weft.model;

import dev.weft.Counted;
import dev.weft.Quoted;
import dev.weft.Spelling;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names of layers: {@code *} stands for any letters, {@code ?} for one, {@code [3-6]} for one of these, {@code [!3-6]}
 * for one of the others; any other sign stands for itself, a bracket that is not closed, too. The name of a model among
 * the layers stands for all its layers: {@code base} for {@code base/conv2d}.
 *
 * @param text as a person writes it
 */
public record LayerPattern(String text) {
  /**
   * @throws IllegalArgumentException if a pair of brackets holds no letters
   */
  public LayerPattern {
    compiled(text);
  }

  /**
   * The names that it has, in their order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public List<String> of(List<String> names) {
    Pattern pattern = compiled(text);
    List<String> found = names.stream().filter(name -> pattern.matcher(name).matches()).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "a pattern must match the name of a layer; received "
              + Quoted.value(text)
              + "; known are "
              + Counted.some(names)
              + "."
              + Spelling.suggestion(text, names));
    }
    return found;
  }

  /** Whether it has this name. */
  public boolean matches(String name) {
    return compiled(text).matcher(name).matches();
  }

  private static Pattern compiled(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int end = letter == '[' ? text.indexOf(']', i + 1) : -1;
      if (end > 0) {
        String inside = text.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&");
        regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside).append(']');
        i = end;
      } else if (letter == '*' || letter == '?') {
        regex.append(letter == '*' ? ".*" : ".");
      } else {
        regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    try {
      return Pattern.compile(regex + "(/.*)?");
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "a pattern of names has letters, *, ? and letters in brackets such as [3-6]; received "
              + Quoted.value(text)
              + ".",
          e);
    }
  }
}
