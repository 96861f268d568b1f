package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TangoTest {
  /** The first is of R's PropCIs, the others of Fagerland, Lydersen and Laake (their package contingencytables). */
  @ParameterizedTest(name = "{0} against {1} of {2}")
  @CsvSource({"7, 0, 14, 0.177034, 0.732008", "6, 16, 161, -0.1240, -0.0054", "1, 7, 21, -0.517, -0.026"})
  void isWhatIsPublished(int onlyFirst, int onlySecond, int images, String low, String high) {
    Interval interval = new Tango(new McNemar(onlyFirst, onlySecond, images)).interval();
    assertEquals(Double.parseDouble(low), interval.low(), unit(low));
    assertEquals(Double.parseDouble(high), interval.high(), unit(high));
  }

  private static double unit(String number) {
    return 0.51 * Math.pow(10, number.indexOf('.') + 1.0 - number.length());
  }

  @Test
  void ofEqualAnswersItHasTheWidthThatTheFormulaLeaves() {
    double z2 = 3.841458820694124; // b = c = 0: n |d| ≤ z √(n |d| (1 - |d|)), so |d| ≤ z² / (n + z²)
    Interval interval = new Tango(new McNemar(0, 0, 1000)).interval();
    assertEquals(z2 / (1000 + z2), interval.high(), 1e-12);
    assertEquals(-z2 / (1000 + z2), interval.low(), 1e-12);
  }

  @Test
  void theOtherNetworkHasTheMirroredInterval() {
    Interval one = new Tango(new McNemar(30, 12, 200)).interval();
    Interval other = new Tango(new McNemar(12, 30, 200)).interval();
    assertEquals(-one.low(), other.high(), 1e-12);
    assertEquals(-one.high(), other.low(), 1e-12);
  }

  @Test
  void holdsTheDifferenceAndStaysWithinMinus1And1() {
    for (int b = 0; b <= 12; b++) {
      for (int c = 0; c <= 12 - b; c++) {
        Tango tango = new Tango(new McNemar(b, c, 12));
        assertTrue(tango.interval().contains(tango.counts().difference()), tango::toString);
        assertTrue(tango.interval().low() >= -1 && tango.interval().high() <= 1, tango::toString);
      }
    }
  }

  /** A reader never sees "significant" beside an interval that holds 0. */
  @Test
  void whereMcNemarsTestIsSignificantItDoesNotHold0() {
    for (int differ = 1; differ <= 120; differ++) {
      for (int onlyFirst = 0; onlyFirst <= differ; onlyFirst++) {
        McNemar test = new McNemar(onlyFirst, differ - onlyFirst, 1000);
        assertTrue(!test.verdict().significant() || !test.interval().contains(0), test::toString);
      }
    }
  }

  @Test
  void holds0ExactlyWhereTheTestWithoutCorrectionIsNotSignificant() {
    for (int onlyFirst = 0; onlyFirst <= 60; onlyFirst++) {
      double statistic = (2.0 * onlyFirst - 60) * (2.0 * onlyFirst - 60) / 60;
      assertEquals(
          statistic < 3.841458820694124, new Tango(new McNemar(onlyFirst, 60 - onlyFirst, 500)).interval().contains(0));
    }
  }

  /** Of 200 images, one network alone has 8 % right, the other alone 3 %. */
  @Test
  void coversTheTrueDifferenceInAbout95Of100TestSets() {
    double covered = 0;
    for (int differ = 0; differ <= 60; differ++) {
      double likely = BinomialDistribution.of(200, 0.11).probability(differ);
      for (int onlyFirst = 0; onlyFirst <= differ && likely > 1e-6; onlyFirst++) {
        if (new Tango(new McNemar(onlyFirst, differ - onlyFirst, 200)).interval().contains(0.05)) {
          covered += likely * BinomialDistribution.of(differ, 8.0 / 11).probability(onlyFirst);
        }
      }
    }
    assertEquals(0.95, covered, 0.01);
  }

  @Test
  void countsFitTheImages() {
    assertRefused(
        "two networks differ on 0 to all of 1 image or more; received 3 and 3 of 5.",
        () -> new Tango(new McNemar(3, 3, 5)));
  }
}
