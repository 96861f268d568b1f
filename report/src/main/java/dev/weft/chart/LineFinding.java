package dev.weft.chart;

import dev.weft.Decimal;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the lines of a chart say, in a sentence: how they go, and how far training is from validation. */
record LineFinding(LineChart chart) {
  /** The least gain of training after validation's best epoch that is worth a word, as a part of all that it gains. */
  private static final double GAINED = 0.02;

  /** The least gap between training and validation that is worth a word: of an accuracy, and as a part of a loss. */
  private static final double GAP = 0.02;

  private static final double PART_OF_LOSS = 0.2;

  String sentence() {
    List<Course> courses = chart.lines().stream().flatMap(line -> Course.of(chart, line).stream()).toList();
    if (courses.isEmpty()) {
      return "There is no value to draw.";
    }
    return capital(words(courses) + breaks(courses)) + ".";
  }

  private String words(List<Course> courses) {
    if (courses.stream().allMatch(Course::isConstant)) {
      return constant(courses);
    }
    Optional<Course> training = named(courses, DataPart.TRAIN);
    Optional<Course> validation = named(courses, DataPart.VALIDATION);
    if (training.isPresent() && validation.isPresent()) {
      return validation.get().words() + "; " + beside(training.get(), validation.get());
    }
    return courses.size() > 2 && chart.metric().isPresent() ? ranked(courses) : each(courses);
  }

  private static Optional<Course> named(List<Course> courses, DataPart part) {
    return courses.stream().filter(course -> course.line().name().equals(part.word())).findFirst();
  }

  private String constant(List<Course> courses) {
    List<String> values = courses.stream().map(c -> "%s is %s".formatted(c.name(), c.value(c.last()))).toList();
    boolean once = courses.stream().allMatch(course -> course.line().y().length == 1);
    return String.join(", ", values) + (once ? " after the only " + chart.xName() : " throughout");
  }

  private static String each(List<Course> courses) {
    return String.join("; ", courses.stream().map(Course::words).toList());
  }

  private static String beside(Course training, Course validation) {
    boolean goesOn =
        validation.best() < validation.last() && training.gainAfter(validation.best()) > GAINED * training.span();
    String words =
        goesOn
            ? "%s goes on %s to %s"
                .formatted(training.name(), training.better("rising", "falling"), training.value(training.last()))
            : training.words();
    double from = validation.at(validation.last());
    double gap = Math.abs(training.at(training.last()) - from);
    boolean isAhead = training.at(training.last()) > from == training.isHigherBetter();
    boolean isWide = gap >= (training.isHigherBetter() ? GAP : PART_OF_LOSS * Math.abs(from));
    return isAhead && isWide && !training.isBroken()
        ? "%s, %s %s validation".formatted(words, Decimal.text(gap, 2), training.better("above", "below"))
        : words;
  }

  /** Which of many lines is the best, and how far the others come. */
  private String ranked(List<Course> courses) {
    List<Course> ranked = new ArrayList<>(courses);
    ranked.sort(Comparator.comparingDouble(course -> course.at(course.best())));
    if (courses.getFirst().isHigherBetter()) {
      ranked = ranked.reversed();
    }
    Course best = ranked.getFirst();
    return "%s is best, %s in %s; the others come to between %s and %s"
        .formatted(
            best.name(),
            best.value(best.best()),
            best.where(best.best()),
            ranked.get(1).value(ranked.get(1).best()),
            ranked.getLast().value(ranked.getLast().best()));
  }

  /** Which lines end in what is no number, and where. */
  private static String breaks(List<Course> courses) {
    Map<String, List<String>> broken = new LinkedHashMap<>();
    for (Course course : courses) {
      if (course.isBroken()) {
        broken.computeIfAbsent(course.where(course.last() + 1), where -> new ArrayList<>()).add(course.name());
      }
    }
    StringBuilder words = new StringBuilder();
    broken.forEach((where, names) ->
        words
            .append("; from %s on, %s ".formatted(where, String.join(" and ", names)))
            .append(names.size() == 1 ? "is not a number" : "are not numbers"));
    return words.toString();
  }

  private static String capital(String words) {
    int second = words.offsetByCodePoints(0, 1);
    return words.substring(0, second).toUpperCase(Locale.ROOT) + words.substring(second);
  }
}
