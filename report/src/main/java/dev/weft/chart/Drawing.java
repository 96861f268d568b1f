package dev.weft.chart;

/** What a {@link Chart} shows below its title: a value that knows its size, and draws itself the same way each time. */
public interface Drawing {
  /** In points. */
  double width();

  /** In points. */
  double height();

  /** Draws from (0, 0), the top left, to (width, height). */
  void draw(Canvas canvas);
}
