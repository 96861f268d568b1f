package dev.weft.page;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.chart.EmbeddedFont;
import dev.weft.run.RunFolder;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;

/**
 * A page that is one file: style, script and images are in it, it opens from disk, and it may ask nothing of a network.
 *
 * @param html the whole of it
 */
public record Page(String html) {
  /** What the page of a run or a study is called in its folder. */
  public static final String FILE = RunFolder.REPORT;

  private static final String FONT = "<style id=\"font\"></style>";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName());

  public static Page of(String template, Object page) {
    return new Page(withFont(part(template, page)));
  }

  /** A part of a page, as HTML that can stand in it. */
  public static String part(String template, Object page) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, page, html);
    return NoBreaks.between(html.toString());
  }

  /** The letters that it needs of the charts' font, in the place that the layout has for them. */
  private static String withFont(String html) {
    return html.replaceFirst(FONT, "<style>" + EmbeddedFont.faces(html) + "</style>");
  }

  /** Whether this program wrote the page, and not an older one, whose scripts were others. */
  public boolean isOfThisProgram() {
    return html.contains(Assets.POLICY);
  }

  /**
   * Writes the page, or replaces the one that is there.
   *
   * @throws WeftException if it cannot be written
   */
  public void write(Path file) {
    WholeFile.write(file, html);
  }
}
