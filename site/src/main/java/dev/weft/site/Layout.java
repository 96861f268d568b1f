package dev.weft.site;

import dev.weft.page.Assets;
import java.util.Map;

/** What is around each document: the site's name, its contents, its style. */
final class Layout {
  private static final String STYLE = Assets.style("tokens", "base") + Site.resource("site.css");

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:">
      <link rel="icon" href="data:,">
      <title>%s</title>
      <style>%s</style>
      </head>
      <body>
      <a class="skip" href="#content">Skip to the content</a>
      <p class="to-contents"><a href="index.html">Weft</a> · <a href="#contents">Contents</a></p>
      <div class="sides">
      <nav class="contents" id="contents" aria-label="Contents">
      """;

  private Layout() {}

  /**
   * @param document whose page it is
   * @param titles of all documents, by their files
   * @param html of the document
   */
  static String page(String document, Map<String, String> titles, String html) {
    String title = titles.get(document);
    StringBuilder page =
        new StringBuilder(HEAD.formatted(escaped(title.equals("Weft") ? title : title + " – Weft"), STYLE));
    for (Chapter chapter : Chapter.ALL) {
      page.append("<p>").append(escaped(chapter.title())).append("</p>\n<ul>\n");
      for (String file : chapter.documents()) {
        String current = file.equals(document) ? " aria-current=\"page\"" : "";
        item(page, Site.page(file), current, titles.get(file));
      }
      if (chapter.documents().contains(Chapter.COMMANDS)) {
        item(page, Site.JAVADOC, "", "Javadoc");
      }
      page.append("</ul>\n");
    }
    return page.append("</nav>\n<main id=\"content\">\n")
        .append(html)
        .append("</main>\n</div>\n</body>\n</html>\n")
        .toString();
  }

  private static void item(StringBuilder page, String address, String current, String words) {
    page.append("<li><a href=\"")
        .append(address)
        .append('"')
        .append(current)
        .append('>')
        .append(escaped(words))
        .append("</a></li>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
