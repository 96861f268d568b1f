package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Groups by a pattern that is sought in each sample's name: the first group of the pattern that matches, or its whole
 * match if it has none. A pattern without {@code /} is sought in the file's name alone, one with {@code /} in its whole
 * path below the source.
 */
final class GroupPattern {
  private GroupPattern() {}

  /**
   * The samples with their groups.
   *
   * @param pattern empty for none
   * @throws WeftException if it is no pattern, or is not found in the name of some sample
   */
  static List<SourceSample> group(List<SourceSample> samples, String pattern) {
    if (pattern.isEmpty()) {
      return samples;
    }
    Pattern compiled = compile(pattern);
    List<SourceSample> grouped = new ArrayList<>(samples.size());
    PassedOver unmatched = new PassedOver("sample", "samples");
    for (SourceSample sample : samples) {
      String name = sample.name();
      Matcher matcher = compiled.matcher(pattern.contains("/") ? name : name.substring(name.lastIndexOf('/') + 1));
      if (matcher.find() && !first(matcher).isEmpty()) {
        grouped.add(new SourceSample(name, sample.label(), sample.part(), first(matcher)));
      } else {
        unmatched.add(name);
      }
    }
    if (unmatched.count() > 0) {
      throw new WeftException(
          "'group' must give each sample a group; '%s' finds none in the names of %s; write a pattern that fits all."
              .formatted(Quoted.text(pattern), unmatched.words().orElseThrow()));
    }
    return grouped;
  }

  private static String first(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return matcher.groupCount() == 0 ? matcher.group() : "";
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "'group' must be a column or a regular expression such as 'patient([0-9]+)'; received '%s' (%s).",
              Quoted.text(pattern),
              e.getDescription().toLowerCase(Locale.ROOT)),
          e);
    }
  }
}
