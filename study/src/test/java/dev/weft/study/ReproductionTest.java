package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.study.Reproduction.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproductionTest {
  private static List<String> trainings(List<String> names, int repeats) {
    return Reproduction.study(names, repeats, false).trials().stream().map(StudyTrial::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "a, 2",
    "b, 3",
    "c, 2",
    "d, 6",
    "e, 47",
    "C, 2",
    "c-fc, 1",
    "E-base, 1",
    "e-cv-5, 5",
    "e-conv, 3",
    "E-grid, 20"
  })
  void aReportAPartOrARecipeIsAskedForByItsName(String name, int trainings) {
    assertEquals(trainings, trainings(List.of(name), 1).size());
  }

  @Test
  void whatIsAskedForTwiceIsTrainedOnce() {
    assertEquals(
        List.of("report-c/C-fc", "report-c/C-lenet", "E-base/E-base"),
        trainings(List.of("e-base", "c", "c-fc", "C-lenet"), 1));
  }

  @Test
  void seedsFollowEachOtherFromTheReportsOn() {
    List<StudyTrial> trials = Reproduction.study(List.of("c-fc"), 3, false).trials();
    assertEquals(List.of(1L, 2L, 3L), trials.stream().map(trial -> trial.experiment().training().seed()).toList());
  }

  @Test
  void aNameThatNoReportHasIsRefusedWithTheNearest() {
    String message = assertThrows(IllegalArgumentException.class, () -> trainings(List.of("c-fd"), 1)).getMessage();
    assertTrue(
        message.startsWith("what is reproduced is a report (a, b, c, d, e) or a part of one; received 'c-fd'; "));
    assertTrue(message.endsWith("Did you mean 'c-fc'?"), message);
  }

  @Test
  void aFigureIsMetByABetterOneAndWithinTheInterval() {
    ReportedFigure loss = new ReportedFigure("C-fc", "report-c", DataPart.TEST, Metric.LOSS, "C-fc", 0.5, null);
    Row worse = new Row(loss, 0.52, new Interval(0.49, 0.55), null, 1, "");
    assertTrue(worse.isWithin());
    assertEquals("within", worse.met());
    Row better = new Row(loss, 0.4, new Interval(0.39, 0.41), null, 1, "");
    assertFalse(better.isWithin());
    assertEquals("better", better.met());
    assertEquals("no", new Row(loss, 0.6, new Interval(0.59, 0.61), null, 1, "").met());
  }
}
