package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.Metric;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineFindingTest {
  private static final double NAN = Double.NaN;

  @Test
  void validationIsSaidFirstAndTrainingBesideIt() {
    assertEquals(
        "Validation accuracy rises to 0.9766 in epoch 3 and stays level; training accuracy goes on rising to 0.989.",
        accuracy(line("train", 0.91, 0.96, 0.98, 0.985, 0.989), line("validation", 0.94, 0.97, 0.9766, 0.976, 0.9755)));
    assertEquals(
        "Validation loss falls to 0.4 in epoch 2 and then rises to 0.7; training loss goes on falling to 0.1, 0.6 below"
            + " validation.",
        loss(line("train", 0.8, 0.5, 0.2, 0.1), line("validation", 0.6, 0.4, 0.5, 0.7)));
  }

  @Test
  void aLineThatGainsToItsEndIsStillOnItsWay() {
    assertEquals(
        "Training accuracy rises to 0.9 in epoch 5 and is still rising.",
        accuracy(line("train", 0.5, 0.6, 0.7, 0.8, 0.9)));
    assertEquals(
        "Training loss falls to 0.1 in epoch 6, the last.", loss(line("train", 2, 0.5, 0.2, 0.12, 0.105, 0.1)));
  }

  @Test
  void aLineThatIsBestAtFirstOnlyGetsWorse() {
    assertEquals(
        "Validation accuracy is best in epoch 1, 0.9, and then falls to 0.5.",
        accuracy(line("validation", 0.9, 0.7, 0.5)));
  }

  @Test
  void aLineThatHardlyChangesIsLevel() {
    assertEquals("Validation accuracy stays level, at 0.9012.", accuracy(line("validation", 0.901, 0.9, 0.9012)));
  }

  @Test
  void oneEpochHasValues() {
    assertEquals(
        "Training accuracy is 0.85, validation accuracy is 0.88 after the only epoch.",
        accuracy(line("train", 0.85), line("validation", 0.88)));
  }

  @Test
  void aSettingThatDoesNotChangeIsSaidOnceAndAScheduleByItsEnds() {
    assertEquals("The learning rate is 0.001 throughout.", setting(0.001, 0.001, 0.001));
    assertEquals("The learning rate falls from 0.01 to 0.0001.", setting(0.01, 0.001, 0.0001));
    assertEquals("The learning rate rises to 0.01 in epoch 2 and falls to 0.0001.", setting(0.001, 0.01, 0.0001));
  }

  @Test
  void aTrainingThatDivergesIsNoLongerANumber() {
    assertEquals(
        "Training loss is best in epoch 1, 2.3, and then rises to 1.5e12; from epoch 3 on, training loss is not a"
            + " number.",
        loss(line("train", 2.3, 1.5e12, NAN, NAN)));
    assertEquals(
        "Validation loss is best in epoch 1, 3, and then rises to 40; training loss is best in epoch 1, 2, and then"
            + " rises to 30; from epoch 3 on, training loss and validation loss are not numbers.",
        loss(line("train", 2, 30, NAN), line("validation", 3, 40, NAN)));
    assertEquals("There is no value to draw.", loss(line("train", NAN, Double.POSITIVE_INFINITY)));
  }

  /** A training that validates every second epoch did not diverge. */
  @Test
  void aGapIsNoEnd() {
    assertEquals(
        "Validation loss falls to 0.5 in epoch 4 and is still falling.",
        loss(line("validation", NAN, 0.9, NAN, 0.5, NAN)));
  }

  @Test
  void ofManyTheBestIsNamed() {
    assertEquals(
        "B is best, 0.97 in epoch 2; the others come to between 0.95 and 0.9.",
        accuracy(line("A", 0.8, 0.9), line("B", 0.9, 0.97), line("C", 0.85, 0.95)));
    assertEquals(
        "A falls to 0.2 in epoch 2 and is still falling; B stays level, at 0.3.",
        loss(line("A", 0.5, 0.2), line("B", 0.3, 0.3)));
  }

  private static String accuracy(Line... lines) {
    return chart("accuracy", lines).of(Metric.ACCURACY).finding();
  }

  private static String loss(Line... lines) {
    return chart("loss", lines).of(Metric.LOSS).finding();
  }

  private static String setting(double... values) {
    return chart("learning rate", line("learning rate", values)).finding();
  }

  private static LineChart chart(String what, Line... lines) {
    return new LineChart(what, "", "epoch", what, ValueRange.FITTED, ValueRange.FITTED, List.of(lines));
  }

  private static Line line(String name, double... values) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    return Line.of(name, epochs, DoubleStream.of(values).toArray());
  }
}
