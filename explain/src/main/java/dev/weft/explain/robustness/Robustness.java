package dev.weft.explain.robustness;

import dev.weft.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well a network holds where images are not as those that it learned: its accuracy on corrupted, moved and attacked
 * test images.
 *
 * @param model the SHA-256 of the model's file
 * @param data the checksum of the data set
 * @param images how many test images there are
 * @param channels of the images
 * @param measured so far, in the plan's order
 */
public record Robustness(
    RobustnessPlan plan, String model, String data, int images, int channels, List<Measured> measured) {
  public Robustness {
    measured = List.copyOf(measured);
  }

  /** The same, of which another condition is measured. */
  Robustness with(Measured more) {
    List<Measured> all = new ArrayList<>(measured);
    all.removeIf(one -> one.condition().equals(more.condition()));
    all.add(more);
    return new Robustness(plan, model, data, images, channels, all);
  }

  /** What is known of it under another plan: what both measure alike. */
  Robustness under(RobustnessPlan other) {
    boolean sameChance = plan.seed() == other.seed();
    boolean sameAttack = sameChance && plan.steps() == other.steps() && plan.attacked() == other.attacked();
    List<Condition> wanted = other.conditions();
    List<Measured> known =
        measured.stream()
            .filter(one -> wanted.contains(one.condition()))
            .filter(one -> one.condition().isAttack() ? sameAttack : sameChance)
            .toList();
    return new Robustness(other, model, data, images, channels, known);
  }

  /** What is still to be measured. */
  List<Condition> missing() {
    return new ArrayList<>(plan.conditions().stream().filter(condition -> of(condition).isEmpty()).toList());
  }

  /** Whether all of its plan is measured. */
  public boolean isFinished() {
    return missing().isEmpty();
  }

  /** What was measured under a condition; empty if it was not. */
  public Optional<Measured> of(Condition condition) {
    return measured.stream().filter(one -> one.condition().equals(condition)).findFirst();
  }

  private Measured at(String change, double level) {
    return of(new Condition(change, level)).orElseThrow();
  }

  /** The images as they are. */
  public Measured clean() {
    return at(Condition.CLEAN, 0);
  }

  /** A corruption at all severities, the least first. */
  public List<Measured> of(Corruption corruption) {
    List<Measured> all = new ArrayList<>();
    for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
      all.add(at(corruption.key(), severity));
    }
    return all;
  }

  /** The mean accuracy over a corruption's severities. */
  public Estimate mean(Corruption corruption) {
    return Estimate.of(of(corruption));
  }

  /** The mean accuracy over all corruptions and severities; empty where no corruption is measured. */
  public Optional<Estimate> corrupted() {
    return mean(plan.corruptions());
  }

  private Optional<Estimate> mean(List<Corruption> corruptions) {
    return corruptions.isEmpty()
        ? Optional.empty()
        : Optional.of(Estimate.of(corruptions.stream().flatMap(one -> of(one).stream()).toList()));
  }

  /** A deformation by all amounts, with the clean images at that which changes nothing; rising. */
  public List<Measured> of(Deformation deformation) {
    List<Measured> all = new ArrayList<>();
    for (double amount : deformation.amounts()) {
      Measured one = amount == deformation.none() ? clean() : at(deformation.key(), amount);
      all.add(new Measured(new Condition(deformation.key(), amount), one.images(), one.right(), one.flips()));
    }
    return all;
  }

  /** The fast gradient sign method at all radii, rising. */
  public List<Measured> fgsm() {
    return plan.radii().stream().map(radius -> at(Condition.FGSM, radius)).toList();
  }

  /** Projected gradient descent at all radii, rising; what the fast gradient sign method breaks counts as broken. */
  public List<Measured> pgd() {
    return plan.radii().stream().map(radius -> at(Condition.PGD, radius)).toList();
  }

  /** The mean accuracy over all radii of projected gradient descent; empty where nothing is attacked. */
  public Optional<Estimate> attacked() {
    return plan.radii().isEmpty() ? Optional.empty() : Optional.of(Estimate.of(pgd()));
  }

  /**
   * What runs are compared by, beside their test metrics; of one that is finished. The means are over the usual
   * corruptions and radii, whatever else was measured, and are left out where not all of these were.
   */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    RobustnessPlan usual = RobustnessPlan.of(channels);
    if (plan.corruptions().containsAll(usual.corruptions())) {
      mean(usual.corruptions()).ifPresent(mean -> metrics.put(Metric.CORRUPTED_ACCURACY.key(), mean.value()));
    }
    plan.corruptions().forEach(one -> metrics.put(one.key() + "_accuracy", mean(one).value()));
    if (plan.radii().containsAll(usual.radii())) {
      List<Measured> attacks = usual.radii().stream().map(radius -> at(Condition.PGD, radius)).toList();
      metrics.put(Metric.ADVERSARIAL_ACCURACY.key(), Estimate.of(attacks).value());
    }
    for (Measured one : pgd()) {
      metrics.put("pgd_" + digits(one.condition().level()) + "_accuracy", one.accuracy());
    }
    return metrics;
  }

  /** A radius with four digits at most. */
  static String digits(double radius) {
    return String.valueOf((float) Math.rint(radius * 1e4) / 1e4f);
  }
}
