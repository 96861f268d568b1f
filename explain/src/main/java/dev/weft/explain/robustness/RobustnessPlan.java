package dev.weft.explain.robustness;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a network's robustness is measured by.
 *
 * @param corruptions each at all severities
 * @param curves whether accuracy by rotation, shift and scale is measured
 * @param radii of attacks, rising, above 0 to 1: the most that a number of an image changes, where black is 0 and white
 *     is 1; empty for no attack
 * @param steps of an attack by projected gradient descent, 1 or more
 * @param attacked how many test images are attacked at most, 1 or more
 * @param seed decides what chance decides
 */
public record RobustnessPlan(
    List<Corruption> corruptions, boolean curves, List<Double> radii, int steps, int attacked, long seed) {
  private static final List<Double> GREY = List.of(0.02, 0.05, 0.1, 0.2, 0.3);
  private static final List<Double> COLOUR = List.of(1.0 / 255, 2.0 / 255, 4.0 / 255, 8.0 / 255, 16.0 / 255);
  private static final int STEPS = 20;
  private static final int ATTACKED = 1_000;
  private static final int MOST = 1_000_000;

  /**
   * @throws WeftException if something is asked for twice, or a number is out of its range
   */
  public RobustnessPlan {
    corruptions = List.copyOf(corruptions);
    radii = radii.stream().sorted().toList();
    if (new HashSet<>(corruptions).size() < corruptions.size() || new HashSet<>(radii).size() < radii.size()) {
      throw new WeftException("a corruption or a radius must be named once; one was named twice.");
    }
    for (double radius : radii) {
      if (!(radius > 0 && radius <= 1)) {
        throw new WeftException(
            "a radius must be above 0 and at most 1, which is the step from black to white; received %s."
                .formatted(radius));
      }
    }
    requireCount("the steps of an attack", steps);
    requireCount("the attacked images", attacked);
  }

  private static void requireCount(String what, int count) {
    if (count < 1 || count > MOST) {
      throw new WeftException("%s must be from 1 to %s; received %s.".formatted(what, MOST, count));
    }
  }

  /** The usual one for images of so many channels. */
  public static RobustnessPlan of(int channels) {
    return new RobustnessPlan(Corruption.usual(channels), true, channels < 3 ? GREY : COLOUR, STEPS, ATTACKED, 1);
  }

  public RobustnessPlan corruptions(List<Corruption> others) {
    return new RobustnessPlan(others, curves, radii, steps, attacked, seed);
  }

  public RobustnessPlan curves(boolean measured) {
    return new RobustnessPlan(corruptions, measured, radii, steps, attacked, seed);
  }

  public RobustnessPlan radii(List<Double> others) {
    return new RobustnessPlan(corruptions, curves, others, steps, attacked, seed);
  }

  public RobustnessPlan steps(int count) {
    return new RobustnessPlan(corruptions, curves, radii, count, attacked, seed);
  }

  public RobustnessPlan attacked(int images) {
    return new RobustnessPlan(corruptions, curves, radii, steps, images, seed);
  }

  public RobustnessPlan seed(long other) {
    return new RobustnessPlan(corruptions, curves, radii, steps, attacked, other);
  }

  /** This and what another asks for; of the other alone where chance or the attacks are not the same. */
  RobustnessPlan with(RobustnessPlan other) {
    if (seed != other.seed) {
      return other;
    }
    List<Corruption> both = new ArrayList<>(corruptions);
    other.corruptions.stream().filter(one -> !both.contains(one)).forEach(both::add);
    boolean sameAttack = steps == other.steps && attacked == other.attacked || other.radii.isEmpty();
    List<Double> all = new ArrayList<>(sameAttack ? radii : List.of());
    other.radii.stream().filter(one -> !all.contains(one)).forEach(all::add);
    RobustnessPlan attack = other.radii.isEmpty() ? this : other;
    return new RobustnessPlan(both, curves || other.curves, all, attack.steps, attack.attacked, seed);
  }

  /** All that is measured, in order. */
  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>(Condition.of(this));
    for (double radius : radii) {
      all.add(new Condition(Condition.FGSM, radius));
      all.add(new Condition(Condition.PGD, radius));
    }
    return all;
  }
}
