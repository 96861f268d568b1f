package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean live, boolean colours, int columns) {
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Terminal(out, out, new Terminal.Screen(live, live, colours, columns));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAddedToALineIsLeftOutWhereItDoesNotFit() {
    terminal(true, false, 30).say("epoch 1/2  loss 0.1234", "1.7 s", "12,345 images/s");
    assertEquals("epoch 1/2  loss 0.1234  1.7 s\n", said());
  }

  @Test
  void whereNobodyWatchesLinesAreWhole() {
    terminal(false, true, 30).say("epoch 1/2  loss 0.1234", "1.7 s", "12,345 images/s");
    assertEquals("epoch 1/2  loss 0.1234  1.7 s  12,345 images/s\n", said());
  }

  @Test
  void aStatusFitsItsLine() {
    terminal(true, false, 30).status("epoch 1/2  45%  loss 0.1234  accuracy 0.9876");
    assertEquals("\repoch 1/2  45%  loss 0.1234\u001b[K", said());
  }

  @Test
  void whatIsDoneIsFoldedOnATerminal() {
    terminal(true, false, 30).progress("12,345 parameters learn from 60,000 images");
    assertEquals("weft: 12,345 parameters learn\n  from 60,000 images\n", said());
  }

  @Test
  void warningsAndErrorsAreColouredWhereTheTerminalHasColours() {
    Terminal terminal = terminal(true, true, 80);
    terminal.note("warning: look out.");
    terminal.error("it failed.");
    assertEquals("weft: \u001b[33mwarning:\u001b[0m look out.\n\u001b[31mweft:\u001b[0m it failed.\n", said());
  }

  @Test
  void nothingIsColouredElsewhere() {
    for (Terminal terminal : new Terminal[] {terminal(true, false, 80), terminal(false, true, 80)}) {
      terminal.note("warning: look out.");
      terminal.error("it failed.");
    }
    assertEquals("weft: warning: look out.\nweft: it failed.\n".repeat(2), said());
  }

  @Test
  void aTableIsAsWideAsItNeedsWhereNobodyReadsIt() {
    assertEquals(80, terminal(true, false, 80).width());
    assertEquals(Integer.MAX_VALUE, terminal(false, false, 80).width());
  }

  @Test
  void whatIsCountedIsShownToWhoeverWatches() throws InterruptedException {
    for (boolean live : new boolean[] {true, false}) {
      err.reset();
      Terminal terminal = terminal(live, false, 80);
      terminal.count("reading photos/", 0, 50_000, "images");
      Thread.sleep(110);
      terminal.count("reading photos/", 12_000, 50_000, "images");
      String counted = live ? "\rreading photos/: 12,000 of 50,000 images" : "";
      assertEquals(counted, said().replaceFirst("(, .* left)?\u001b\\[K$", "")); // on a slow machine, how long it takes
    }
  }
}
