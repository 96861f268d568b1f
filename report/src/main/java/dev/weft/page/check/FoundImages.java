package dev.weft.page.check;

import dev.weft.Quoted;
import dev.weft.check.Finding;
import dev.weft.page.Numbers;
import java.util.List;
import java.util.Locale;

/** A finding with the images that a page shows of it. */
record FoundImages(Finding finding, String id, CheckImages images) {
  private static final int MOST_NAMED = 200;

  String title() {
    return capital(finding.kind());
  }

  String sentence() {
    return capital(Quoted.line(finding.sentence()));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Whether each case is of one image. */
  boolean isOfSingles() {
    return finding.cases().stream().allMatch(samples -> samples.size() == 1);
  }

  List<List<Integer>> shown() {
    return images.shown(finding);
  }

  /** Names of cases that are not shown, the first of many. */
  List<String> named() {
    return finding.cases().stream()
        .skip(shown().size())
        .limit(MOST_NAMED)
        .map(samples -> String.join(", ", samples.stream().limit(5).map(images::described).toList()))
        .toList();
  }

  /** What of the rest is not even named; empty for nothing. */
  String rest() {
    int rest = finding.cases().size() - shown().size() - named().size();
    return rest == 0 ? "" : "And %s more; --json lists all.".formatted(Numbers.count(rest));
  }

  String moreTitle() {
    return "The other " + Numbers.count(finding.cases().size() - shown().size());
  }
}
