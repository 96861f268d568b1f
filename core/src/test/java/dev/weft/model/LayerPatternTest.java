package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerPatternTest {
  private static final List<String> NAMES =
      List.of("conv2d", "block_1_add", "block_13_add", "block_16_conv", "base/conv2d", "base/in/dense", "a.b");

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
          *               | conv2d block_1_add block_13_add block_16_conv base/conv2d base/in/dense a.b
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
  @CsvSource({"block_[", "b[9-1]", "\\d", "(", "a.c"})
  void signsStandForThemselves(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new LayerPattern(pattern).of(NAMES));
  }
}
