package dev.weft.site;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** A document in Markdown as HTML: headings with the addresses that GitHub gives them, links to pages of the site. */
final class Markdown {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  private final Node document;

  Markdown(String text) {
    document = PARSER.parse(text);
    removeComments();
  }

  /** Comments prepare what tests run; a reader does not see them. */
  private void removeComments() {
    Node next;
    for (Node node = document.getFirstChild(); node != null; node = next) {
      next = node.getNext();
      if (node instanceof HtmlBlock html && html.getLiteral().startsWith("<!--")) {
        node.unlink();
      }
    }
  }

  /** The first heading's words. */
  String title() {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading && heading.getLevel() == 1) {
        return TEXT.render(heading).strip();
      }
    }
    throw new IllegalArgumentException("a document must begin with a heading of the first level; it has none.");
  }

  /**
   * @param links what an address becomes
   */
  String html(UnaryOperator<String> links) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(links.apply(link.getDestination()));
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.setDestination(links.apply(image.getDestination()));
            visitChildren(image);
          }
        });
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .escapeHtml(true)
        .attributeProviderFactory(context -> new Attributes())
        .build()
        .render(document);
  }

  /** The address of a heading on its page, as GitHub makes it. */
  static String address(String heading) {
    return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_\\- ]", "").replace(' ', '-');
  }

  private static final class Attributes implements AttributeProvider {
    private final Map<String, Integer> times = new HashMap<>();

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
      switch (node) {
        case Heading heading -> attributes.put("id", unique(address(TEXT.render(heading))));
        case TableBlock table -> attributes.put("tabindex", "0");
        case IndentedCodeBlock code when tag.equals("pre") -> attributes.put("tabindex", "0");
        case FencedCodeBlock code when tag.equals("pre") -> attributes.put("tabindex", "0");
        case Image image -> attributes.put("loading", "lazy");
        default -> {}
      }
    }

    /** GitHub numbers the second heading of the same words, and those behind it. */
    private String unique(String address) {
      int before = times.merge(address, 1, Integer::sum) - 1;
      return before == 0 ? address : address + "-" + before;
    }
  }
}
