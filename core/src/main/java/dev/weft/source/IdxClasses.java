package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The names of the classes of IDX files: from EMNIST's file of codes ({@code emnist-letters-mapping.txt}) or a file
 * with a name a line ({@code class-names.txt}), or else those that the known sets have.
 */
final class IdxClasses {
  private static final String DIGITS = "0123456789";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private IdxClasses() {}

  /**
   * The classes of labels.
   *
   * @param used the files that were read, to which that of the names is added
   */
  static ClassLabels of(FileTree tree, String set, List<String> values, List<Integer> used, List<String> notes) {
    TreeMap<Integer, String> names = new TreeMap<>();
    for (int file = 0; file < tree.files().size() && names.isEmpty(); file++) {
      String name = tree.files().get(file).replaceFirst("(?s)^.*/", "");
      boolean isMapping =
          name.endsWith("mapping.txt") && ArrayName.of(name.replace("-mapping.txt", "")).set().equals(set);
      if (isMapping || name.matches("(?i)(class|label)[-_ ]?names\\.txt")) {
        names.putAll(isMapping ? mapping(tree, file) : lines(tree, file));
        used.add(file);
      }
    }
    if (names.isEmpty()) {
      names.putAll(known(tree, set));
      if (!names.isEmpty()) {
        notes.add("No file names the classes; they have the names that the set '%s' is known for.".formatted(set));
      }
    }
    if (names.isEmpty()) {
      ClassLabels classes = ClassLabels.of(values, List.of());
      notes.addAll(classes.notes());
      return classes;
    }
    List<Integer> known = List.copyOf(names.keySet());
    List<String> places = values.stream().map(value -> String.valueOf(known.indexOf(Integer.valueOf(value)))).toList();
    try {
      return ClassLabels.of(places, List.copyOf(names.values()));
    } catch (WeftException e) {
      throw new WeftException(
          "the labels of the set '%s' are %s to %s; received others; is the file of the class names of another set?"
              .formatted(Quoted.text(set), names.firstKey(), names.lastKey()),
          e);
    }
  }

  /** Each line has a label and the Unicode code of its character, and perhaps that of the small letter. */
  private static TreeMap<Integer, String> mapping(FileTree tree, int file) {
    TreeMap<Integer, String> names = new TreeMap<>();
    for (String line : IdxFiles.lines(tree, file).filter(line -> !line.isBlank()).toList()) {
      String[] numbers = line.strip().split("\\s+");
      if (!line.matches("\\s*\\d{1,4}(\\s+\\d{1,6})+\\s*")) {
        throw new WeftException(
            "each line of %s must have a label and the code of its character, such as '1 65'; received '%s'."
                .formatted(tree.files().get(file), Quoted.text(line)));
      }
      names.put(Integer.valueOf(numbers[0]), Character.toString(Integer.parseInt(numbers[1])));
    }
    return names;
  }

  private static TreeMap<Integer, String> lines(FileTree tree, int file) {
    return numbered(0, IdxFiles.lines(tree, file).map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  private static TreeMap<Integer, String> known(FileTree tree, String set) {
    List<String> names = new ArrayList<>();
    int first = 0;
    if (set.equals("emnist letters")) {
      first = 1;
      names.addAll(characters(CAPITALS));
    } else if (set.matches("emnist (balanced|bymerge)")) {
      names.addAll(characters(DIGITS + CAPITALS + "abdefghnqrt"));
    } else if (set.equals("emnist byclass")) {
      names.addAll(characters(DIGITS + CAPITALS + CAPITALS.toLowerCase(Locale.ROOT)));
    } else if (set.contains("kmnist") || set.isEmpty() && tree.path().toString().matches("(?is).*kmnist.*")) {
      names.addAll(List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"));
    }
    return numbered(first, names);
  }

  private static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  private static TreeMap<Integer, String> numbered(int first, List<String> names) {
    TreeMap<Integer, String> numbered = new TreeMap<>();
    IntStream.range(0, names.size()).forEach(i -> numbered.put(first + i, names.get(i)));
    return numbered;
  }
}
