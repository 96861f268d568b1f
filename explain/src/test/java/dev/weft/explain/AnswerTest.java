package dev.weft.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.explain.Answer.ConformalSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private static Optional<String> words(boolean isUnlike, Integer... labels) {
    return new Answer(
            DIGITS,
            new float[10],
            false,
            Optional.empty(),
            Optional.of(new ConformalSet(List.of(labels), 0.99)),
            OptionalDouble.of(1),
            isUnlike)
        .setInWords();
  }

  @Test
  void aSetIsInWordsAsPredictHasIt() {
    assertEquals(Optional.of("4"), words(false, 4));
    assertEquals(Optional.of("4 or 9"), words(false, 4, 9));
    assertEquals(Optional.of("4, 6 or 2"), words(false, 4, 6, 2));
    assertEquals(Optional.of("cannot tell"), words(false, 0, 1, 2, 3, 4, 5));
    assertEquals(Optional.of("none of the classes"), words(false));
  }

  @Test
  void anImageUnlikeAnythingThatWasLearnedHasNoSet() {
    assertEquals(Optional.empty(), words(true, 4, 9));
  }
}
