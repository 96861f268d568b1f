package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void textStandsOutOnEveryAmount() {
    for (int percent = 0; percent <= 100; percent++) {
      assertReadable(Palette.amount(percent / 100.0));
      assertReadable(Palette.wrong(percent / 100.0));
    }
  }

  @Test
  void textStandsOutOnEveryGrey() {
    for (int grey = 0; grey < 256; grey++) {
      assertReadable(new Color(grey, grey, grey));
    }
  }

  @Test
  void writingIsReadableOnPaper() {
    assertTrue(Palette.contrast(Palette.INK, Palette.PAPER) >= 7);
    assertTrue(Palette.contrast(Palette.SOFT, Palette.PAPER) >= 4.5);
  }

  @Test
  void moreIsDarker() {
    for (int percent = 1; percent <= 100; percent++) {
      Color more = Palette.amount(percent / 100.0);
      Color less = Palette.amount((percent - 1) / 100.0);
      assertTrue(Palette.contrast(more, Palette.PAPER) >= Palette.contrast(less, Palette.PAPER));
    }
  }

  private static void assertReadable(Color background) {
    double contrast = Palette.contrast(Palette.on(background), background);
    assertTrue(contrast >= 3.9, () -> background + " " + contrast);
  }
}
