package dev.weft.study;

import dev.weft.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person may ask to see reproduced: a report by its letter, a part of one ({@code E-base}) or a single recipe
 * ({@code C-fc}); upper and lower case are the same.
 */
final class ReproducedParts {
  private ReproducedParts() {}

  /**
   * The parts that hold what was asked for, each once, with no more recipes than asked for.
   *
   * @throws IllegalArgumentException for a name that no report has
   */
  static List<Part> of(List<String> names, List<Study> reports) {
    List<Part> parts = reports.stream().flatMap(report -> report.parts().stream()).toList();
    Map<Candidate, Part> asked = new LinkedHashMap<>();
    for (String name : names) {
      Map<Candidate, Part> found = new LinkedHashMap<>();
      for (Part part : parts) {
        part.candidates().stream()
            .filter(candidate -> isNamed(name, part, candidate))
            .forEach(candidate -> found.put(candidate, part));
      }
      if (found.isEmpty()) {
        throw new IllegalArgumentException(unknown(name, parts));
      }
      asked.putAll(found);
    }
    return parts.stream().map(part -> only(part, asked)).filter(part -> !part.candidates().isEmpty()).toList();
  }

  private static boolean isNamed(String name, Part part, Candidate candidate) {
    return name.equalsIgnoreCase(letter(part))
        || name.equalsIgnoreCase(part.name())
        || name.equalsIgnoreCase(candidate.name());
  }

  /** Of {@code report-c} as of {@code E-base}. */
  private static String letter(Part part) {
    return part.name().startsWith("report-") ? part.name().substring("report-".length()) : part.name().substring(0, 1);
  }

  private static Part only(Part part, Map<Candidate, Part> asked) {
    List<Candidate> candidates = part.candidates().stream().filter(asked::containsKey).toList();
    return part.with(candidates);
  }

  private static String unknown(String name, List<Part> parts) {
    List<String> known = new ArrayList<>();
    for (Part part : parts) {
      if (!part.name().startsWith("report-")) {
        known.add(part.name().toLowerCase(Locale.ROOT));
      } else {
        part.candidates().forEach(candidate -> known.add(candidate.name().toLowerCase(Locale.ROOT)));
      }
    }
    return "what is reproduced is a report (a, b, c, d, e) or a part of one; received '%s'; %s"
        .formatted(name, Spelling.known(name, known));
  }
}
