package dev.weft.explain.labels;

import dev.weft.dataset.ImageSet;
import dev.weft.statistics.Wilson;
import java.util.List;
import java.util.Optional;

/**
 * Training labels, the likeliest wrong ones first.
 *
 * @param images that were judged
 * @param ranked one for each image
 * @param probable how many of the first are probably wrong
 * @param how who judged, one sentence
 * @param ranking what the order is by, one sentence
 * @param joint of confident learning; empty where no network judged that did not learn the images
 * @param precision estimates of the share of the probable ones that is wrong indeed
 */
public record LabelReport(
    ImageSet images,
    List<LabelJudgement> ranked,
    int probable,
    String how,
    String ranking,
    Optional<ConfidentJoint> joint,
    List<Estimate> precision) {
  public LabelReport {
    ranked = List.copyOf(ranked);
    precision = List.copyOf(precision);
  }

  /**
   * What was found of wrong labels that are known, such as planted ones.
   *
   * @param planted how many there are
   * @param precision of the probable ones, how many are such
   * @param recall of such, how many are among the first
   * @param first how many were looked at
   */
  public record Found(int planted, Wilson precision, Wilson recall, int first) {}

  /**
   * Compares with the right labels.
   *
   * @param right of each image
   * @param first how many of the ranked ones to look through
   * @return empty where no label is wrong, or no one is probably wrong
   */
  public Optional<Found> found(ImageSet right, int first) {
    int planted = (int) ranked.stream().filter(one -> isWrong(one, right)).count();
    if (planted == 0 || probable == 0) {
      return Optional.empty();
    }
    int among = (int) ranked.stream().limit(first).filter(one -> isWrong(one, right)).count();
    int ofProbable = (int) ranked.stream().limit(probable).filter(one -> isWrong(one, right)).count();
    return Optional.of(new Found(planted, new Wilson(ofProbable, probable), new Wilson(among, planted), first));
  }

  private boolean isWrong(LabelJudgement one, ImageSet right) {
    return right.label(images.sourceIndex(one.image())) != one.label();
  }
}
