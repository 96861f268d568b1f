package dev.weft.server.classroom;

import dev.weft.WeftException;
import dev.weft.page.classroom.Candidate;
import dev.weft.page.classroom.ClassResults;
import dev.weft.page.classroom.Judged;
import dev.weft.page.classroom.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came out of judging, as pages show it.
 *
 * @param failures why a user's network has no judgement, though it was its turn; a sentence each
 */
record Outcome(ClassTest test, ClassFolder folder, Map<String, String> failures) {

  /** Of those that are judged so far. */
  ClassResults results(List<HandIn> handedIn) {
    List<Judged> judged = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (HandIn handIn : handedIn) {
      Judgement judgement;
      try {
        judgement = folder.judgement(handIn.user()).orElse(null);
      } catch (WeftException e) {
        refused.add("%s: its judgement is damaged; the teacher's page says what to do.".formatted(handIn.user()));
        continue;
      }
      if (judgement == null) {
        continue;
      }
      if (judgement.isRefused()) {
        refused.add("%s: %s".formatted(handIn.user(), judgement.refusal()));
      } else {
        judged.add(
            new Judged(
                handIn.user(),
                handIn.name(),
                known(handIn.validation()),
                judgement.predicted(),
                judgement.parameters(),
                known(judgement.trainSeconds()),
                judgement.notes()));
      }
    }
    return new ClassResults(Standings.of(test.images().labels(), judged), test.images(), refused);
  }

  /** Each user's network, and what became of it. */
  List<Candidate> candidates(List<HandIn> handedIn, boolean isOpen) {
    return handedIn.stream()
        .map(one ->
            new Candidate(
                one.user(),
                one.name(),
                !one.isOwn()
                    ? "best on validation"
                    : one.times() == 1 ? "handed in" : "handed in, the last of %s".formatted(one.times()),
                known(one.validation()),
                isOpen ? "waits" : became(one.user())))
        .toList();
  }

  private String became(String user) {
    try {
      String failure = failures.get(user);
      return folder
          .judgement(user)
          .map(Outcome::words)
          .orElse(failure == null ? "waits to be judged" : "not judged yet: " + failure);
    } catch (WeftException e) {
      return "its judgement is damaged: " + e.getMessage();
    }
  }

  private static String words(Judgement judgement) {
    return judgement.isRefused() ? "not judged: " + judgement.refusal() : "judged";
  }

  private static double known(Double value) {
    return value == null ? Double.NaN : value;
  }
}
