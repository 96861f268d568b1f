package dev.weft.page.run;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.ConfusionMatrix.Confusion;
import dev.weft.page.Digits;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import dev.weft.statistics.Wilson;
import dev.weft.train.EpochResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;

/** The four numbers that a run's page begins with: where the network fails, and what its training took. */
record KeyNumbers(FinishedRun run, ConfusionMatrix confusion, List<String> classNames) {
  List<KeyNumber> all() {
    return List.of(mistakeCount(), weakestClass(), commonestConfusion(), trainingTime());
  }

  private KeyNumber mistakeCount() {
    return new KeyNumber(
        "Mistakes", Numbers.count(confusion.mistakes()), "on " + Numbers.of(confusion.total(), "test image"));
  }

  private KeyNumber weakestClass() {
    int weakest = new ClassTables(confusion, classNames).weakestFirst().getFirst();
    Wilson recall = new Wilson(confusion.correct(weakest), confusion.support(weakest));
    Digits digits = Digits.of(recall.interval());
    return new KeyNumber(
        "Weakest class: " + classNames.get(weakest),
        digits.percent(recall.accuracy()),
        "right of %s, 95 %% interval %s"
            .formatted(Numbers.of(recall.images(), "image"), digits.percent(recall.interval())));
  }

  private KeyNumber commonestConfusion() {
    List<Confusion> commonest = confusion.mostConfused(1);
    if (commonest.isEmpty()) {
      return new KeyNumber("Most frequent mistake", "none", "every image is taken for what it is");
    }
    Confusion pair = commonest.getFirst();
    return new KeyNumber(
        "Most frequent mistake",
        Numbers.count(pair.count()),
        "of %s of %s taken for %s"
            .formatted(
                Numbers.of(confusion.support(pair.actual()), "image"),
                classNames.get(pair.actual()),
                classNames.get(pair.predicted())));
  }

  /** The speed is that of the median epoch, so that what warms up in the first does not count. */
  private KeyNumber trainingTime() {
    double[] seconds = run.metrics().epochs().stream().mapToDouble(EpochResult::seconds).sorted().toArray();
    OptionalInt images = run.provenance().countOf(DataPart.TRAIN);
    double median = seconds.length == 0 ? 0 : seconds[seconds.length / 2];
    String speed =
        images.isPresent() && median > 0
            ? ", %s images a second".formatted(Numbers.count(threeDigits(images.getAsInt() / median)))
            : "";
    return new KeyNumber(
        "Training time", Numbers.time(run.metrics().seconds()), Numbers.of(seconds.length, "epoch") + speed);
  }

  private static long threeDigits(double value) {
    return new BigDecimal(value).round(new MathContext(3)).longValue();
  }
}
