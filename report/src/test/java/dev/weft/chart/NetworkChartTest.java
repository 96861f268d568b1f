package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Add;
import dev.weft.model.Concatenate;
import dev.weft.model.Dense;
import dev.weft.model.Input;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import org.junit.jupiter.api.Test;

class NetworkChartTest {
  @Test
  void itsWordsCountLayersMergesAndParameters() {
    Value x = Value.input(2);
    Value first = x.then(Dense.of(2)).then(Add.of(), x);
    Value second = first.then(Dense.of(2)).then(Add.of(), first);
    NetworkChart chart = NetworkChart.of(second.then(Concatenate.of(), x).toGraph("n"));
    assertEquals("5 layers with 2 additions and 1 concatenation of earlier values, 12 parameters", chart.inWords());
  }

  @Test
  void aChainHasNoMerges() {
    NetworkChart chart = NetworkChart.of(Sequential.of(Input.of(2), Dense.of(1)));
    assertEquals("1 layer, 3 parameters", chart.inWords());
  }

  /** The second branch begins at the input, not at the first branch's end. */
  @Test
  void aBranchDoesNotFollowTheBoxAboveIt() {
    Value x = Value.input(2);
    Value left = x.then("left", Dense.of(2));
    Value right = x.then("right", Dense.of(2));
    NetworkChart chart = NetworkChart.of(left.then(Add.of(), right).toGraph("n"));
    assertFalse(chart.followsTheOneBefore(0));
    assertTrue(chart.followsTheOneBefore(1));
    assertFalse(chart.followsTheOneBefore(2));
    assertTrue(chart.followsTheOneBefore(3));
  }
}
