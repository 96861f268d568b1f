package dev.weft.explain.labels;

/**
 * What is known of the label of one training image.
 *
 * @param image its place in the judged set
 * @param label the one that is given
 * @param suggested the class that it more likely is
 * @param wrong the probability that the label is wrong; NaN where no network judged that did not learn the image
 * @param area the area under the margin: the mean over the epochs of how far the label's score was above the largest
 *     other; NaN where no training kept it
 * @param neighbours how many of the 10 images that the network sees most like it have its label; -1 where none was
 *     asked
 * @param otherNeighbours how many have the commonest other label
 * @param neighboursSay that label; -1 for none
 */
public record LabelJudgement(
    int image,
    int label,
    int suggested,
    double wrong,
    double area,
    int neighbours,
    int otherNeighbours,
    int neighboursSay) {
  /** How many of the methods that judged say that the label is wrong. */
  public int against() {
    int against = wrong > 0.5 ? 1 : 0;
    against += area < 0 ? 1 : 0;
    return against + (neighbours >= 0 && otherNeighbours > neighbours ? 1 : 0);
  }

  /** How many methods judged. */
  public int methods() {
    return (Double.isNaN(wrong) ? 0 : 1) + (Double.isNaN(area) ? 0 : 1) + (neighbours < 0 ? 0 : 1);
  }
}
