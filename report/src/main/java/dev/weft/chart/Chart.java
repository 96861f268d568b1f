package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.awt.Font;
import java.awt.Graphics2D;

/**
 * An image with a title, ready to be a file, part of a page or a window. The same chart gives the same bytes every time
 * and on any system, as it brings its font. Nothing of it needs a display but {@link #show}.
 *
 * @param title in bold on top
 * @param subtitle one line below it; may be empty
 */
public record Chart(String title, String subtitle, Drawing drawing) {
  static final double MARGIN = 20;
  private static final double TITLE_SIZE = 15;
  private static final double SUBTITLE_SIZE = 11;
  private static final double SUBTITLE_LINE = 18;
  private static final double BELOW_HEADING = 14;

  public Chart {
    title = Quoted.line(title);
    subtitle = Quoted.line(subtitle);
  }

  /** The same chart with another title. */
  public Chart titled(String title) {
    return new Chart(title, subtitle, drawing);
  }

  /** The same chart with another subtitle. */
  public Chart subtitled(String subtitle) {
    return new Chart(title, subtitle, drawing);
  }

  /** In points, with the blank border. */
  public int width() {
    double heading = Math.max(Typeface.width(title, titleFont()), Typeface.width(subtitle, subtitleFont()));
    return (int) Math.ceil(Math.max(drawing.width(), Math.min(heading, 640)) + 2 * MARGIN);
  }

  /** In points, with the blank border. */
  public int height() {
    return (int) Math.ceil(MARGIN + headingHeight() + drawing.height() + MARGIN);
  }

  /** An SVG file: vectors, real text, the letters that it needs of the font, title and subtitle for screen readers. */
  public String svg() {
    return Svg.file(this);
  }

  /**
   * The {@code <svg>} element alone, to stand in a page: without the font, which the page has for all its charts or
   * replaces by a sans-serif.
   *
   * @param id unique in the page
   */
  public String svgElement(String id) {
    return Svg.element(this, id);
  }

  /** A PNG file with two pixels for each point. */
  public byte[] png() {
    return Png.of(this, 2);
  }

  /** A PDF file of one page of the chart's size: vectors, real text, the letters that it needs of the font. */
  public byte[] pdf() {
    return Pdf.of(this);
  }

  /**
   * Opens a window with the chart, which grows and shrinks with it.
   *
   * @throws WeftException where there is no display
   */
  public void show() {
    Window.open(this);
  }

  /** Draws all of it from (0, 0) to (width, height). */
  void draw(Graphics2D graphics) {
    Canvas canvas = new Canvas(graphics);
    canvas.fill(Palette.PAPER, 0, 0, width(), height());
    double inner = width() - 2 * MARGIN;
    double baseline = MARGIN + TITLE_SIZE * 0.8;
    canvas.text(
        Typeface.fitted(title, titleFont(), inner), titleFont(), Palette.INK, MARGIN, baseline, Canvas.Align.LEFT);
    canvas.text(
        Typeface.fitted(subtitle, subtitleFont(), inner),
        subtitleFont(),
        Palette.SOFT,
        MARGIN,
        baseline + SUBTITLE_LINE,
        Canvas.Align.LEFT);
    graphics.translate(MARGIN, MARGIN + headingHeight());
    drawing.draw(canvas);
  }

  private double headingHeight() {
    double lines = TITLE_SIZE + (subtitle.isEmpty() ? 0 : SUBTITLE_LINE);
    return title.isEmpty() && subtitle.isEmpty() ? 0 : lines + BELOW_HEADING;
  }

  private static Font titleFont() {
    return Typeface.bold(TITLE_SIZE);
  }

  private static Font subtitleFont() {
    return Typeface.regular(SUBTITLE_SIZE);
  }
}
