package dev.weft.explain.robustness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a reader of a robustness test is to know beside its figures, a sentence each. */
public final class Findings {
  private Findings() {}

  /** Where accuracy does not fall as it should, by more than chance, and what attacks may have missed. */
  public static List<String> of(Robustness robustness) {
    List<String> sentences = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      rising(robustness.of(corruption))
          .ifPresent(pair ->
              sentences.add(
                  String.format(
                      Locale.ROOT,
                      "Under %s accuracy is higher at severity %d (%.4f) than at severity %d (%.4f).",
                      corruption.words(),
                      (int) pair.higher().condition().level(),
                      pair.higher().accuracy(),
                      (int) pair.lower().condition().level(),
                      pair.lower().accuracy())));
    }
    rising(robustness.fgsm())
        .ifPresent(pair ->
            sentences.add(
                "FGSM breaks fewer images at the radius %s than at %s: one step is too long there, so believe PGD."
                    .formatted(radius(pair.higher()), radius(pair.lower()))));
    rising(robustness.pgd())
        .ifPresent(pair ->
            sentences.add(
                "PGD breaks fewer images at the radius %s than at %s, so the attack is not as strong as it could be."
                    .formatted(radius(pair.higher()), radius(pair.lower()))));
    return sentences;
  }

  /** Two conditions, the second milder, whose accuracies are the wrong way round. */
  private record Pair(Measured higher, Measured lower) {}

  private static Optional<Pair> rising(List<Measured> stronger) {
    for (int i = 1; i < stronger.size(); i++) {
      Measured mild = stronger.get(i - 1);
      Measured strong = stronger.get(i);
      if (strong.interval().low() > mild.interval().high()) {
        return Optional.of(new Pair(strong, mild));
      }
    }
    return Optional.empty();
  }

  /** A radius as tables write it. */
  public static String radius(Measured attack) {
    return Robustness.digits(attack.condition().level());
  }
}
