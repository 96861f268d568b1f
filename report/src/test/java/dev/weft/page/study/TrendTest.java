package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.chart.HeatMap;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
  private static final SettingAxis AXIS =
      new SettingAxis(new HeatMap.Axis("batch size", List.of("16", "32", "64", "128")), List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1 0.2 0.3 0.4  | true  | higher is better: best at 128
          0.4 0.3 0.31 0.1 | true  | lower is better: best at 16
          0.1 0.4 0.3 0.2  | true  | best at 32
          0.1 0.4 0.2 0.39 | true  | ''
          NaN 0.4 0.3 0.2  | true  | lower is better: best at 32
          NaN NaN 0.3 NaN  | true  | ''
          0.2 0.1 0.4 0.3  | false | best: 64, worst: 32
          """)
  void aDirectionIsSaidWhereThereIsOne(String better, boolean isNumber, String words) {
    double[] values = Arrays.stream(better.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertEquals(words, Trend.words(AXIS, isNumber, values));
  }
}
