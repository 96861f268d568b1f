package dev.weft.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AgainTest {
  @Test
  void anOptionIsSaidAsAShellTakesIt() {
    assertEquals(" --out runs/größe", Again.option("--out", "runs/größe"));
    assertEquals(" --store 'my runs/weft.db'", Again.option("--store", "my runs/weft.db"));
    assertEquals("'it'\\''s $HOME'", Again.word("it's $HOME"));
    assertEquals("''", Again.word(""));
  }
}
