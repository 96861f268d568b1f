package dev.weft.train;

/**
 * An evaluation with test-time augmentation.
 *
 * @param plain of the images alone
 * @param mean of the means of the outputs over each image and its views; its seconds are of both
 */
public record ViewedEvaluation(Evaluation plain, Evaluation mean) {
  /** Follows it. */
  public interface Watcher {
    /** Does not. */
    Watcher NONE = (views, all) -> {};

    /**
     * After each view of all images.
     *
     * @param views of which the outputs are there, the images themselves counted as one
     */
    void evaluated(int views, int all);
  }
}
