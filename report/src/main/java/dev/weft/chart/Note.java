package dev.weft.chart;

import java.awt.Font;

/** A sentence where there is nothing to draw. */
record Note(String sentence) implements Drawing {
  private static final Font FONT = Typeface.regular(12);

  @Override
  public double width() {
    return Typeface.width(sentence, FONT);
  }

  @Override
  public double height() {
    return FONT.getSize2D();
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.text(sentence, FONT, Palette.SOFT, 0, FONT.getSize2D() * 0.8, Canvas.Align.LEFT);
  }
}
