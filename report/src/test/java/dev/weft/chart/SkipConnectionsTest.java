package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Add;
import dev.weft.model.Dense;
import dev.weft.model.Input;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkipConnectionsTest {
  @Test
  void aChainHasNone() {
    assertEquals(
        new SkipConnections(List.of(), 0), SkipConnections.of(Sequential.of(Input.of(2), Dense.of(2), Dense.of(2))));
  }

  @Test
  void thoseThatFollowEachOtherShareALane() {
    Value x = Value.input(2);
    Value first = x.then(Dense.of(2)).then(Add.of(), x);
    Value second = first.then(Dense.of(2)).then(Add.of(), first);
    assertEquals(
        new SkipConnections(List.of(new SkipConnections.Skip(0, 2, 0), new SkipConnections.Skip(2, 4, 0)), 1),
        SkipConnections.of(second.toGraph("n")));
  }

  @Test
  void theLongerOneIsFurtherOut() {
    Value x = Value.input(2);
    Value inner = x.then(Dense.of(2));
    Value last = inner.then(Dense.of(2)).then(Add.of(), inner).then(Add.of(), x);
    assertEquals(
        new SkipConnections(List.of(new SkipConnections.Skip(1, 3, 0), new SkipConnections.Skip(0, 4, 1)), 2),
        SkipConnections.of(last.toGraph("n")));
  }
}
