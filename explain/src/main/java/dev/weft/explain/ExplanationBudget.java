package dev.weft.explain;

import dev.weft.run.MetricsFile;

/**
 * How much of a run is explained.
 *
 * @param mistakes how many mistakes at most
 * @param searched among how many training images the nearest are searched, at most
 * @param seconds after which no second mistake is begun
 */
public record ExplanationBudget(int mistakes, int searched, double seconds) {
  /** Nothing. */
  public static final ExplanationBudget NONE = new ExplanationBudget(0, 0, 0);

  /** How many a page explains where there is time. */
  public static final int USUAL = 18;

  /** More would make a page too large. */
  public static final int MOST = 60;

  /** Of the training's time. */
  private static final double SHARE = 0.1;

  /** A short training is not worth less than this many seconds, if that is no more than half of its own. */
  private static final double FEW_SECONDS = 2;

  private static final double LEAST_SECONDS = 1;

  /** How much longer the work may take than was expected. */
  private static final double SLACK = 4;

  /** The images that a network classifies in the time of one explanation, about. */
  private static final int IMAGES_OF_A_MISTAKE = 2_600;

  /** What an explanation takes besides. */
  private static final double SECONDS_OF_A_MISTAKE = 0.05;

  /**
   * What takes about a tenth of a training's time, or two seconds where that is less, but no more than half of a short
   * training. How long things take is judged by the time of the test images, so the same run gets the same budget each
   * time.
   *
   * @param tested how many test images there were
   * @param trained how many training images
   */
  public static ExplanationBudget of(MetricsFile metrics, int tested, int trained) {
    double seconds = Math.max(SHARE * metrics.seconds(), Math.min(FEW_SECONDS, metrics.seconds() / 2));
    double ofAnImage = metrics.evaluateSeconds() / tested;
    if (!(seconds >= LEAST_SECONDS) || !(ofAnImage > 0)) {
      return NONE;
    }
    int searched = (int) Math.min(trained, Math.round(seconds / 2 / ofAnImage));
    double left = seconds - searched * ofAnImage;
    double mistakes = left / (IMAGES_OF_A_MISTAKE * ofAnImage + SECONDS_OF_A_MISTAKE);
    return mistakes < 1 ? NONE : new ExplanationBudget((int) Math.min(USUAL, mistakes), searched, SLACK * seconds);
  }

  /** So many, however long they take. */
  public static ExplanationBudget ofMistakes(int count) {
    return new ExplanationBudget(count, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
  }
}
