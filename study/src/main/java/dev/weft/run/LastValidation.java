package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.keras.Json;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Predictions;
import dev.weft.store.ProgressRow;
import dev.weft.train.Evaluation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the last validation of a training gave, as its store keeps it.
 *
 * @param epoch after which it was, from 1
 * @param images that were validated on
 * @param wrong how many of them were classified wrongly
 * @param classNames in the order of the labels
 * @param confusion (actual, predicted); empty of more than {@value #MOST_CLASSES} classes
 * @param areScores whether the network gives scores, not probabilities
 * @param mistakes the surest ones, at most {@value #MOST_MISTAKES}, the surest first
 */
public record LastValidation(
    int epoch,
    int images,
    int wrong,
    List<String> classNames,
    int[][] confusion,
    boolean areScores,
    List<Mistake> mistakes) {
  static final int MOST_CLASSES = 120;
  static final int MOST_MISTAKES = 40;

  /**
   * A validation image that was classified wrongly.
   *
   * @param image its index among the validation images
   * @param actual its label
   * @param predicted what it was taken for
   * @param probability of that, from 0 to 1; or its score
   */
  public record Mistake(int image, int actual, int predicted, double probability) {}

  static LastValidation of(int epoch, Evaluation validation, List<String> classNames) {
    Predictions predictions = validation.predictions();
    int[][] confusion = predictions.classes() > MOST_CLASSES ? new int[0][] : ConfusionMatrix.of(predictions).counts();
    int[] wrong = IntStream.of(predictions.surestFirst()).filter(i -> !predictions.isRight(i)).toArray();
    List<Mistake> surest =
        IntStream.of(wrong)
            .limit(MOST_MISTAKES)
            .mapToObj(i -> new Mistake(i, predictions.labels()[i], predictions.predicted(i), predictions.confidence(i)))
            .toList();
    boolean areScores = validation.meaning().areScores();
    return new LastValidation(epoch, predictions.size(), wrong.length, classNames, confusion, areScores, surest);
  }

  /** Which class is taken for which; empty of very many classes. */
  public Optional<ConfusionMatrix> matrix() {
    return confusion.length == 0 ? Optional.empty() : Optional.of(new ConfusionMatrix(confusion));
  }

  /** As the store has it. */
  String text() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", epoch);
    map.put("images", images);
    map.put("wrong", wrong);
    map.put("class_names", classNames);
    map.put("confusion", confusion);
    map.put("scores", areScores);
    map.put(
        "mistakes",
        mistakes.stream()
            .map(mistake -> List.of(mistake.image, mistake.actual, mistake.predicted, mistake.probability))
            .toList());
    return Json.line(map);
  }

  /**
   * Reads what a training wrote; empty before its first validation.
   *
   * @throws WeftException if it is something else
   */
  public static Optional<LastValidation> of(ProgressRow row) {
    if (row.validation().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> map = Json.read(row.validation().getBytes(StandardCharsets.UTF_8), "a training's validation");
    try {
      return Optional.of(
          new LastValidation(
              (Integer) map.get("epoch"),
              (Integer) map.get("images"),
              (Integer) map.get("wrong"),
              ((List<?>) map.get("class_names")).stream().map(String::valueOf).toList(),
              ((List<?>) map.get("confusion")).stream().map(LastValidation::counts).toArray(int[][]::new),
              Boolean.TRUE.equals(map.get("scores")),
              ((List<?>) map.get("mistakes")).stream().map(LastValidation::mistake).toList()));
    } catch (NullPointerException | ClassCastException e) {
      throw new WeftException("what the store has of a training's validation must be what Weft wrote.", e);
    }
  }

  private static int[] counts(Object row) {
    return ((List<?>) row).stream().mapToInt(count -> (Integer) count).toArray();
  }

  private static Mistake mistake(Object given) {
    List<?> four = (List<?>) given;
    return new Mistake(
        (Integer) four.get(0), (Integer) four.get(1), (Integer) four.get(2), ((Number) four.get(3)).doubleValue());
  }
}
