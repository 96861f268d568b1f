package dev.weft.explain.robustness;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What test images are changed by, and how much.
 *
 * @param change {@value #CLEAN}, or the key of a {@link Corruption}, of a {@link Deformation} or of an attack
 * @param level of a corruption its severity, of a deformation its amount, of an attack its radius; 0 of clean images
 */
public record Condition(String change, double level) {
  static final String CLEAN = "clean";
  static final String FGSM = "fgsm";
  static final String PGD = "pgd";

  /** The images as they are. */
  static Condition clean() {
    return new Condition(CLEAN, 0);
  }

  /** All that a plan asks for but attacks, in its order; amounts that change nothing are the clean images. */
  static List<Condition> of(RobustnessPlan plan) {
    List<Condition> all = new ArrayList<>(List.of(clean()));
    for (Corruption corruption : plan.corruptions()) {
      for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
        all.add(new Condition(corruption.key(), severity));
      }
    }
    if (plan.curves()) {
      for (Deformation deformation : Deformation.values()) {
        Arrays.stream(deformation.amounts())
            .filter(amount -> amount != deformation.none())
            .forEach(amount -> all.add(new Condition(deformation.key(), amount)));
      }
    }
    return all;
  }

  Optional<Corruption> corruption() {
    return Arrays.stream(Corruption.values()).filter(one -> one.key().equals(change)).findFirst();
  }

  boolean isAttack() {
    return change.equals(FGSM) || change.equals(PGD);
  }

  /**
   * An image under it; not of an attack.
   *
   * @param set whose {@link ImageSet#sourceIndex} chance depends on, not on which others are in it
   * @param image its index in the set
   * @return (height, width, channels), unsigned bytes
   */
  public byte[] of(ImageSet set, int image, long seed) {
    byte[] pixels = set.image(image);
    if (change.equals(CLEAN)) {
      return pixels;
    }
    Raster raster = Raster.of(pixels, set.height(), set.width(), set.channels());
    Optional<Corruption> corruption = corruption();
    Raster changed =
        corruption.isPresent()
            ? corruption.get().of(raster, (int) level, SplitMix64.of(seed, change, set.sourceIndex(image)))
            : Deformation.named(change).orElseThrow().of(raster, level);
    return changed.bytes();
  }
}
