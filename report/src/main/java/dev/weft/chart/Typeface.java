package dev.weft.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one font of all charts, Roboto, which Weft brings along: a chart looks the same wherever it is drawn. */
final class Typeface {
  static final String FAMILY = "Roboto";

  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
  private static final Font REGULAR;
  private static final Font BOLD;

  static {
    doWithoutFontconfig();
    REGULAR = load("Roboto-Regular.ttf");
    BOLD = load("Roboto-Bold.ttf").deriveFont(Font.BOLD);
  }

  private Typeface() {}

  static Font regular(double size) {
    return REGULAR.deriveFont((float) size);
  }

  static Font bold(double size) {
    return BOLD.deriveFont((float) size);
  }

  /** The font's file. */
  static byte[] file(boolean bold) {
    return resource(bold ? "Roboto-Bold.ttf" : "Roboto-Regular.ttf");
  }

  /** In points, without hinting: the same in every kind of file. */
  static double width(String text, Font font) {
    return font.getStringBounds(text, EXACT).getWidth();
  }

  /** The text if it fits, else as much of its beginning as fits with an ellipsis. */
  static String fitted(String text, Font font, double width) {
    if (width(text, font) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…", font) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).strip() + "…";
  }

  /**
   * Java on Linux asks fontconfig for the system's fonts before it opens any, and fails where there is no fontconfig.
   * This file is its way around; where fontconfig works, Java sees that the fonts in the file are missing and asks it.
   */
  private static void doWithoutFontconfig() {
    if (!System.getProperty("os.name").equals("Linux") || System.getProperty("sun.awt.fontconfig") != null) {
      return;
    }
    try {
      Path file = Files.createTempFile("weft-fonts", ".properties");
      file.toFile().deleteOnExit();
      Files.write(file, resource("fontconfig.properties"));
      System.setProperty("sun.awt.fontconfig", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Font load(String name) {
    try {
      return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(resource(name)));
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Typeface.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
