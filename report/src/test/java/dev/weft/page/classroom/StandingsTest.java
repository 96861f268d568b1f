package dev.weft.page.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.statistics.Holm;
import dev.weft.statistics.McNemar;
import dev.weft.statistics.Wilson;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTest {
  private static final int IMAGES = 200;
  private static final int[] LABELS = IntStream.range(0, IMAGES).map(i -> i % 2).toArray();

  /** Wrong on the images from one to another. */
  private static Judged network(String user, int from, int to) {
    int[] predicted = IntStream.range(0, IMAGES).map(i -> from <= i && i < to ? 1 - LABELS[i] : LABELS[i]).toArray();
    return new Judged(user, user + "-run", 0.9, predicted, 1_000, 12, List.of());
  }

  @Test
  void theHighestAccuracyComesFirstWithWilsonsInterval() {
    Standings standings = Standings.of(LABELS, List.of(network("ben", 0, 20), network("anna", 0, 4)));
    assertEquals("anna", standings.all().getFirst().judged().user());
    assertEquals(new Wilson(196, IMAGES), standings.all().getFirst().accuracy());
  }

  @Test
  void eachIsComparedWithTheBestByMcNemarAndHolm() {
    Standings standings =
        Standings.of(LABELS, List.of(network("anna", 0, 4), network("ben", 4, 12), network("cleo", 0, 40)));
    McNemar ben = new McNemar(8, 4, IMAGES);
    McNemar cleo = new McNemar(36, 0, IMAGES);
    assertEquals(ben, standings.all().get(1).behind().orElseThrow());
    assertEquals(cleo, standings.all().get(2).behind().orElseThrow());
    assertEquals(Holm.verdicts(List.of(ben, cleo)).get(0), standings.all().get(1).verdict().orElseThrow());
    assertTrue(standings.all().get(1).sharesFirst());
    assertFalse(standings.all().get(2).sharesFirst());
    assertEquals(
        "anna and ben share the first place: anna has the highest accuracy, but is not significantly better than ben.",
        standings.verdict());
  }

  /** 9 against 1 is significant alone (p = 0.021), but not among three comparisons. */
  @Test
  void moreComparisonsNeedMore() {
    Judged best = network("anna", 0, 1);
    Judged second = network("ben", 1, 10);
    assertFalse(Standings.of(LABELS, List.of(best, second)).all().get(1).sharesFirst());
    List<Judged> three = List.of(best, second, network("cleo", 11, 20), network("dora", 21, 30));
    assertEquals(4, Standings.of(LABELS, three).first().size());
  }

  @Test
  void whoHasAsManyRightHasTheSamePlace() {
    Standings standings =
        Standings.of(LABELS, List.of(network("anna", 0, 0), network("ben", 0, 50), network("cleo", 50, 100)));
    assertEquals(List.of(1, 2, 2), standings.all().stream().map(Standing::place).toList());
  }

  @Test
  void imagesThatMostHaveWrongComeFirst() {
    Standings standings =
        Standings.of(LABELS, List.of(network("anna", 0, 2), network("ben", 1, 3), network("cleo", 1, 2)));
    assertEquals(List.of(new Standings.HardImage(1, 3, 0, 3)), standings.hardest(10));
    assertEquals(1, standings.wrongOfAll());
  }

  @Test
  void confusionsSayHowManyNetworksShareThem() {
    Standings standings = Standings.of(LABELS, List.of(network("anna", 0, 2), network("ben", 1, 2)));
    assertEquals(
        List.of(new Standings.Confusion(1, 0, 1, 2, 2), new Standings.Confusion(0, 1, 0, 1, 1)),
        standings.confusions(5));
  }

  @Test
  void aTableForASpreadsheetHasALineForEachNetwork() {
    String[] lines = Standings.of(LABELS, List.of(network("anna", 0, 4), network("ben", 0, 40))).csv().split("\n");
    assertEquals(3, lines.length);
    assertTrue(lines[1].startsWith("1,true,anna,anna-run,0.9,0.98,"), lines[1]);
    assertTrue(lines[2].startsWith("2,false,ben,ben-run,0.9,0.8,"), lines[2]);
    String alike = Standings.of(LABELS, List.of(network("anna", 0, 4), network("ben", 0, 4))).csv();
    assertTrue(alike.contains(",0.0,-") && !alike.contains("-0.0,"), alike);
  }

  @Test
  void oneAloneIsNotCompared() {
    assertEquals(
        "Only anna was judged; there is nobody to compare with.",
        Standings.of(LABELS, List.of(network("anna", 0, 1))).verdict());
    assertEquals("No network was judged.", Standings.of(LABELS, List.of()).verdict());
  }

  @Test
  void predictionsOfOtherImagesAreRefused() {
    Judged other = new Judged("eve", "x", 0.5, new int[] {1}, 1, 1, List.of());
    assertThrows(IllegalArgumentException.class, () -> Standings.of(LABELS, List.of(other)));
  }
}
