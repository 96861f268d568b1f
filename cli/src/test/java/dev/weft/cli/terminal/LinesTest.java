package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinesTest {
  private static final String EPOCH =
      "epoch 100/200  loss 0.1234  accuracy 0.9876  val_loss 0.2345  val_accuracy 0.8765";

  @Test
  void cutsAtAPieceWhereThereAreSome() {
    assertEquals(EPOCH, Lines.cut(EPOCH, 81));
    assertEquals("epoch 100/200  loss 0.1234  accuracy 0.9876  val_loss 0.2345", Lines.cut(EPOCH, 79));
    assertEquals("epoch 100/200", Lines.cut(EPOCH, 20));
  }

  @Test
  void neverCutsWithinANumber() {
    for (int width = 1; width < 90; width++) {
      String cut = Lines.cut("12,345 images, 0.1234 of 6,789.01 and 3 more, 1 word", width);
      assertTrue(cut.length() <= width, cut);
      assertTrue(cut.matches("(|.*\\D|12,345|.*0\\.1234|.*6,789\\.01|.*3)…?|.*word"), cut);
    }
  }

  @Test
  void foldsAtPiecesOrElseAtWords() {
    assertEquals(
        "epoch 100/200  loss 0.1234  accuracy 0.9876  val_loss 0.2345\n  val_accuracy 0.8765", Lines.folded(EPOCH, 80));
    assertEquals(
        "weft: 60,000 images\n  of mnist, into\n  runs/x",
        Lines.folded("weft: 60,000 images of mnist, into runs/x", 20));
  }

  @Test
  void aLongWordStaysWhole() {
    assertEquals("into\n  runs/a-very-long-name\n  now", Lines.folded("into runs/a-very-long-name now", 10));
    assertEquals("runs/a-very-long-name", Lines.folded("runs/a-very-long-name", 10));
  }
}
