package dev.weft.chart;

import java.awt.geom.AffineTransform;
import java.util.List;

/** Drawings beside each other, with their tops at one height. */
record SideBySide(List<Drawing> drawings) implements Drawing {
  private static final double GAP = 28;

  SideBySide {
    drawings = List.copyOf(drawings);
  }

  @Override
  public double width() {
    return drawings.stream().mapToDouble(Drawing::width).sum() + GAP * (drawings.size() - 1);
  }

  @Override
  public double height() {
    return drawings.stream().mapToDouble(Drawing::height).max().orElse(0);
  }

  @Override
  public void draw(Canvas canvas) {
    AffineTransform before = canvas.graphics().getTransform();
    for (Drawing drawing : drawings) {
      drawing.draw(canvas);
      canvas.graphics().translate(drawing.width() + GAP, 0);
    }
    canvas.graphics().setTransform(before);
  }
}
