package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The classes of samples: the values that occur as their labels. Whole numbers are in their own order, other texts in
 * that of their code points.
 *
 * @param labels the class of each sample, an index into the names
 * @param notes what was assumed, a sentence each
 */
record ClassLabels(List<String> names, int[] labels, List<String> notes) {
  private static final int FEW_SAMPLES = 200;

  /**
   * The classes of samples with these labels. {@code 5.0} is 5 where all are numbers.
   *
   * @param names of the classes 0, 1, 2, ... where the source has them; otherwise empty
   * @throws WeftException if most samples have a label of their own, or if a label has no name
   */
  static ClassLabels of(List<String> values, List<String> names) {
    List<String> distinct = new ArrayList<>(new HashSet<>(values));
    if (distinct.size() > values.size() / 2 && values.size() >= FEW_SAMPLES) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a class has several images; received %,d different labels of %,d images, such as '%s'; name the column"
                  + " of the labels.",
              distinct.size(),
              values.size(),
              Quoted.text(values.getFirst())));
    }
    boolean whole = distinct.stream().allMatch(value -> value.matches("[+-]?(0|[1-9]\\d{0,17})(\\.0*)?"));
    if (!whole) {
      return ofTexts(values, distinct);
    }
    Map<String, Long> numbers = new HashMap<>();
    distinct.forEach(value -> numbers.put(value, Long.valueOf(value.replaceFirst("\\..*", ""))));
    return ofNumbers(values, numbers, names);
  }

  private static ClassLabels ofTexts(List<String> values, List<String> distinct) {
    distinct.sort(ClassNames.BY_CODE_POINTS);
    return new ClassLabels(List.copyOf(distinct), indices(values, distinct), List.of());
  }

  private static ClassLabels ofNumbers(List<String> values, Map<String, Long> numbers, List<String> names) {
    List<Long> sorted = numbers.values().stream().distinct().sorted().toList();
    Map<String, Integer> index = new HashMap<>();
    if (!names.isEmpty()) {
      requireNames(sorted, names);
      numbers.forEach((value, number) -> index.put(value, number.intValue()));
      return new ClassLabels(List.copyOf(names), values.stream().mapToInt(index::get).toArray(), List.of());
    }
    numbers.forEach((value, number) -> index.put(value, sorted.indexOf(number)));
    long first = sorted.getFirst();
    long last = sorted.getLast();
    boolean usual = first == 0 && last == sorted.size() - 1;
    return new ClassLabels(
        sorted.stream().map(String::valueOf).toList(),
        values.stream().mapToInt(index::get).toArray(),
        usual
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    "The labels are %,d whole numbers from %d to %d; each that occurs is a class, named by it.",
                    sorted.size(),
                    first,
                    last)));
  }

  private static void requireNames(List<Long> sorted, List<String> names) {
    long outside = sorted.getFirst() < 0 ? sorted.getFirst() : sorted.getLast();
    if (outside < 0 || outside >= names.size()) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "with %,d class names a label is 0 to %,d; received %d; mend the labels or the names.",
              names.size(),
              names.size() - 1,
              outside));
    }
  }

  private static int[] indices(List<String> values, List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    for (String name : names) {
      index.put(name, index.size());
    }
    return values.stream().mapToInt(index::get).toArray();
  }
}
