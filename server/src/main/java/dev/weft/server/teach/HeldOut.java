package dev.weft.server.teach;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What networks predicted of images that they had not learned: each image was held out of one network's training.
 *
 * @param folds into which all images were divided
 * @param done folds whose images were predicted so far
 * @param learned images that the network which is used learned from
 */
record HeldOut(int folds, int done, int learned, double seconds, List<Answer> answers) {
  /**
   * What a network predicts of an image.
   *
   * @param image the class's folder and the file in it
   * @param label the class that a person put it into
   * @param predicted the network's likeliest class
   * @param probability of that
   */
  record Answer(String image, String label, String predicted, double probability) {
    boolean right() {
      return label.equals(predicted);
    }
  }

  /** The same with the predictions of a further fold by its network. */
  HeldOut with(ImageSet fold, Predictions predictions, double seconds) {
    List<String> names = fold.classNames();
    List<Answer> more = new ArrayList<>(answers);
    IntStream.range(0, fold.size())
        .mapToObj(i ->
            new Answer(
                fold.name(i).orElseThrow(),
                names.get(fold.label(i)),
                names.get(predictions.predicted(i)),
                predictions.confidence(i)))
        .forEach(more::add);
    return new HeldOut(folds, done + 1, learned, seconds, more);
  }

  int right() {
    return (int) answers.stream().filter(Answer::right).count();
  }

  /** How many are right, with the interval of the accuracy. */
  Wilson accuracy() {
    return new Wilson(right(), answers.size());
  }

  /** The surest first. */
  List<Answer> mistakes() {
    return answers.stream()
        .filter(answer -> !answer.right())
        .sorted(Comparator.comparingDouble(Answer::probability).reversed())
        .toList();
  }
}
