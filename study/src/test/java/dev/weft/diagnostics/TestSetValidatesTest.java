package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestSetValidatesTest {
  @Test
  void aPartOfTheTrainingSetMayValidate() {
    assertEquals(Optional.empty(), TestSetValidates.in(Asked.with()));
    assertEquals(Optional.empty(), TestSetValidates.in(Asked.with("data.validation=none")));
  }

  @Test
  void theTestSetMayNot() {
    var warning = TestSetValidates.in(Asked.with("data.validation=test")).orElseThrow();
    assertEquals(
        "the test set is also the validation set: what is chosen by it looks better than it is.", warning.sentence());
    assertEquals(Map.of(), warning.evidence());
  }
}
