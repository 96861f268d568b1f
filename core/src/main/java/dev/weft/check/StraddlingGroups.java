package dev.weft.check;

import dev.weft.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Groups, such as the images of one patient, that stand in more than one part. */
final class StraddlingGroups implements Check {
  @Override
  public List<Finding> in(Survey survey) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < survey.size(); i++) {
      if (!survey.sample(i).group().isEmpty()) {
        groups.computeIfAbsent(survey.sample(i).group(), group -> new ArrayList<>()).add(i);
      }
    }
    List<List<Integer>> straddling =
        groups.values().stream()
            .filter(group -> new TreeSet<>(group.stream().map(survey::part).toList()).size() > 1)
            .toList();
    return straddling.isEmpty()
        ? List.of()
        : List.of(
            Finding.problem(
                "groups in several parts",
                "%s in more than one part, with %s."
                    .formatted(
                        Counted.of(straddling.size(), "group") + (straddling.size() == 1 ? " stands" : " stand"),
                        Counted.of(straddling.stream().mapToInt(List::size).sum(), "image")),
                "Move each group into one part, or let 'weft data split' make the parts.",
                straddling));
  }
}
