package dev.weft.notebook;

import dev.weft.WeftException;
import dev.weft.page.Assets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** A notebook as one HTML file with its figures in it: no script, no request. */
final class NotebookPage {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final String STYLE = Assets.style("tokens", "base", "notebook");

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <title>%s</title>
      <style>%s</style>
      </head>
      <body>
      <main>
      """;

  private NotebookPage() {}

  /**
   * @param folder where figures lie; those that are not there, and those of other servers, are left as they are
   */
  static String html(String markdown, Path folder) {
    Node document = Parser.builder().extensions(TABLES).build().parse(markdown.replaceAll("(?s)<!--.*?-->", ""));
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            image.setDestination(inline(image.getDestination(), folder.toAbsolutePath().normalize()));
            visitChildren(image);
          }
        });
    String body =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .attributeProviderFactory(context -> NotebookPage::makeReachable)
            .build()
            .render(document);
    return HEAD.formatted(title(document), STYLE) + body + "</main>\n</body>\n</html>\n";
  }

  /** What scrolls sideways can be scrolled by keys. */
  private static void makeReachable(Node node, String tag, Map<String, String> attributes) {
    if (tag.equals("table") || tag.equals("pre")) {
      attributes.put("tabindex", "0");
    }
  }

  private static String title(Node document) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading) {
        return TextContentRenderer.builder().build().render(node).strip().replace("&", "&amp;").replace("<", "&lt;");
      }
    }
    return "Notebook";
  }

  private static String inline(String address, Path folder) {
    String kind = kind(address);
    Path file = folder.resolve(kind.isEmpty() ? "." : address).normalize();
    if (kind.isEmpty() || !file.startsWith(folder) || !Files.isRegularFile(file)) {
      return address;
    }
    try {
      return "data:image/" + kind + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Of an image beside the document; empty for any other address. */
  private static String kind(String address) {
    String name = address.toLowerCase(Locale.ROOT);
    if (address.contains(":") || address.startsWith("/")) {
      return "";
    }
    return name.endsWith(".svg")
        ? "svg+xml"
        : name.endsWith(".png") ? "png" : name.endsWith(".jpg") || name.endsWith(".jpeg") ? "jpeg" : "";
  }
}
