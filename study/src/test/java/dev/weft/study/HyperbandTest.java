package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.study.Hyperband.Bracket;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyperbandTest {
  /** Table 1 of Li and others, 2018. */
  @Test
  void hasTheBracketsOfThePaper() {
    assertEquals(
        List.of(
            new Bracket(81, List.of(1, 3, 9, 27)),
            new Bracket(34, List.of(3, 9, 27)),
            new Bracket(15, List.of(9, 27)),
            new Bracket(8, List.of(27)),
            new Bracket(5, List.of())),
        Hyperband.of().brackets(81));
  }

  @Test
  void noTrainingIsShorterThanTheLeast() {
    assertEquals(List.of(new Bracket(3, List.of(5)), new Bracket(2, List.of())), new Hyperband(3, 5, 1).brackets(16));
    assertEquals(List.of(new Bracket(1, List.of())), new Hyperband(3, 9, 1).brackets(8));
  }

  @Test
  void allRecipesAreCounted() {
    assertEquals(81 + 34 + 15 + 8 + 5, Hyperband.of().recipes(81));
  }
}
