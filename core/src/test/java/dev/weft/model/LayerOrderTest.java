package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.LayerOrder.Call;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that {@code model.layers} has in Keras 3.15.1. */
class LayerOrderTest {
  private static List<String> order(List<Call> calls, String... outputs) {
    return LayerOrder.of(calls, List.of(outputs)).stream().map(Call::name).toList();
  }

  private static Call call(String name, String... inputs) {
    return new Call(name, name, List.of(inputs));
  }

  @Test
  void theFarthestFromTheOutputComesFirst() {
    assertEquals(
        List.of("long1", "short", "long2", "add"),
        order(
            List.of(call("short", "in"), call("long1", "in"), call("long2", "long1"), call("add", "short", "long2")),
            "add"));
  }

  @Test
  void amongEquallyFarOnesTheFirstThatTheOutputTakes() {
    List<Call> calls = List.of(call("a", "in"), call("b", "in"), call("sum", "b", "a"));
    assertEquals(List.of("b", "a", "sum"), order(calls, "sum"));
  }

  @Test
  void aSharedLayerStandsWhereItsFarthestCallDoes() {
    List<Call> calls =
        List.of(
            call("first", "in"),
            new Call("shared", "shared", List.of("first")),
            new Call("shared/2", "shared", List.of("shared")),
            call("add", "first", "shared/2"));
    assertEquals(List.of("first", "shared", "shared/2", "add"), order(calls, "add"));
  }

  @Test
  void whatDoesNotLeadToAnOutputIsLeftOut() {
    assertEquals(List.of("a"), order(List.of(call("a", "in"), call("b", "a")), "a"));
  }

  @Test
  void aCircleIsRefused() {
    List<Call> calls = List.of(call("a", "b"), call("b", "a"));
    assertEquals(
        "no layer can take its own output; received a circle at 'b'.",
        assertThrows(IllegalArgumentException.class, () -> order(calls, "b")).getMessage());
  }

  @Test
  void sixtyForksInARowAreWalkedOnce() {
    List<Call> calls = new ArrayList<>();
    String last = "in";
    for (int i = 0; i < 60; i++) {
      calls.add(call("c" + i, last, last));
      last = "c" + i;
    }
    assertEquals(60, order(calls, last).size());
  }
}
