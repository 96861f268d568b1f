package dev.weft.check;

import dev.weft.Counted;
import java.util.List;
import java.util.stream.IntStream;

/** Images that cannot be decoded: damaged, ended too early, or of a format that Weft does not read. */
final class Unreadable implements Check {
  @Override
  public List<Finding> in(Survey survey) {
    List<Integer> unreadable = IntStream.range(0, survey.size()).filter(i -> survey.reason(i) != null).boxed().toList();
    return unreadable.isEmpty()
        ? List.of()
        : List.of(
            Finding.problem(
                    "unreadable images",
                    "%s cannot be read, the first because %s"
                        .formatted(Counted.of(unreadable.size(), "image"), survey.reason(unreadable.getFirst())),
                    "Fetch these files again, or leave them out.",
                    Finding.alone(unreadable))
                .without(unreadable));
  }
}
