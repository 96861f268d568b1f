package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerPatternTest {
  private static final List<String> NAMES =
      List.of("conv2d", "block_1_add", "block_13_add", "block_16_conv", "base/conv2d", "base/in/dense", "a.b", "axb");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv2d          | conv2d
          block_1[3-6]_*  | block_13_add block_16_conv
          block_1[!3]_*   | block_16_conv
          block_1?_add    | block_13_add
          *conv2d         | conv2d base/conv2d
          base            | base/conv2d base/in/dense
          base/in         | base/in/dense
          a.b             | a.b
          *               | conv2d block_1_add block_13_add block_16_conv base/conv2d base/in/dense a.b axb
          """)
  void namesThatItHas(String pattern, String names) {
    assertEquals(List.of(names.split(" ")), new LayerPattern(pattern).of(NAMES));
  }

  @Test
  void aPatternOfNoneIsAnError() {
    assertEquals(
        "a pattern must match the name of a layer; received 'conv2e'; known are conv2d, dense. Did you mean 'conv2d'?",
        assertThrows(IllegalArgumentException.class, () -> new LayerPattern("conv2e").of(List.of("conv2d", "dense")))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"a.b, axb", "\\d, 5", "block_[, block_1", "(a), a", "a+, aa", "a|b, a", "[.], a"})
  void signsStandForThemselves(String pattern, String other) {
    assertFalse(new LayerPattern(pattern).matches(other));
    assertTrue(pattern.startsWith("[") || new LayerPattern(pattern).matches(pattern));
  }

  @ParameterizedTest
  @CsvSource({"b[9-1]", "b[]", "b[!]"})
  void bracketsHoldLetters(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new LayerPattern(pattern));
  }
}
