package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static Options parse(String words) {
    return Options.parse(List.of(words.split(" ")));
  }

  @Test
  void byDefaultEverythingIsMeasuredAnew() {
    Options options = Options.parse(List.of());
    for (Workload workload : Workload.values()) {
      assertTrue(options.chooses(workload.key()));
    }
    assertTrue(options.chooses("growth"));
    assertFalse(options.resume());
    assertEquals("bench/compare", options.command());
    for (Contestant peer : Contestant.PEERS) {
      assertTrue(peer.isChosen(options.words("--peers")));
    }
  }

  @Test
  void aWorkloadIsChosenWithItsVariants() {
    Options options = parse("--only W8,w10 --resume --rounds 3");
    assertTrue(options.chooses("w8") && options.chooses("w8-augmented") && options.chooses("w10"));
    assertFalse(options.chooses("w1") || options.chooses("growth"));
    assertTrue(options.resume());
    assertEquals(3, options.number("--rounds"));
    assertEquals("bench/compare --only W8,w10 --resume --rounds 3", options.command());
  }

  @Test
  void aFamilyIsChosenAsAWhole() {
    Set<String> keys = parse("--peers jax,torch-compile").words("--peers");
    List<String> chosen = Contestant.PEERS.stream().filter(peer -> peer.isChosen(keys)).map(Contestant::key).toList();
    assertEquals(List.of("torch-compile", "jax-scan", "jax-loop"), chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--only w99 | a workload is one of",
        "--peers numpy | a peer is one of",
        "--rounds 0 | --rounds takes a whole number, 1 or more; received '0'.",
        "--seconds ten | --seconds takes a whole number, 1 or more; received 'ten'.",
        "--fast 1 | an option is --resume, or one of",
        "--rounds | received '--rounds'.",
      })
  void whatCannotBeIsRefused(String words, String message) {
    String received = assertThrows(IllegalArgumentException.class, () -> parse(words)).getMessage();
    assertTrue(received.contains(message), received);
  }
}
