package dev.weft.page.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recipe as a person names it: by its variant, and by the settings in which it differs from the others.
 *
 * @param variant its own name; empty where settings alone name it
 * @param settings their names
 * @param values one for each setting
 */
record RecipeName(String variant, List<String> settings, List<String> values) {
  /** {@code batch size 32, learning rate 0.001}. */
  String words() {
    return String.join(", ", parts());
  }

  /** {@code batch size 32 with learning rate 0.001 and units 64}. */
  String inSentence() {
    List<String> parts = parts();
    if (parts.size() < 2) {
      return parts.getFirst();
    }
    List<String> others = parts.subList(1, parts.size());
    String last = others.getLast();
    List<String> before = others.subList(0, others.size() - 1);
    return parts.getFirst() + " with " + (before.isEmpty() ? last : String.join(", ", before) + " and " + last);
  }

  /** The same at the beginning of a sentence; a variant is called as its author called it. */
  String atBeginning() {
    String words = inSentence();
    return variant.isEmpty() ? words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) : words;
  }

  /** {@code 32 · 0.001}. */
  String shortly() {
    return Stream.concat(Stream.of(variant), values.stream())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    if (!variant.isEmpty()) {
      parts.add(variant);
    }
    for (int i = 0; i < settings.size(); i++) {
      parts.add(settings.get(i) + " " + values.get(i));
    }
    return parts;
  }
}
