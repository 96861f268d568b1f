package dev.weft.chart;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGeneratorContext.GraphicContextDefaults;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A chart as SVG. */
final class Svg {
  private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final int DECIMALS = 4;

  /** What an XML document must not have, escaped or not: control characters, halves of pairs. */
  private static final String NOT_IN_XML =
      "[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private Svg() {}

  static String file(Chart chart) {
    String element = element(chart, "chart");
    int end = element.indexOf('>') + 1;
    String style = "<style>" + EmbeddedFont.css(element) + "</style>";
    return PROLOG + element.substring(0, end) + style + element.substring(end);
  }

  static String element(Chart chart, String id) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(DECIMALS);
    context.setIDGenerator(new UniqueIds(id));
    context.setImageHandler(new ImagesInside());
    context.setGraphicContextDefaults(new GraphicContextDefaults());
    context.getGraphicContextDefaults().setFont(Typeface.regular(12)); // any other would ask the system for its fonts
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    chart.draw(graphics);
    Element root = graphics.getRoot();
    root.setAttribute("id", id);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", spoken(chart));
    root.setAttribute("width", String.valueOf(chart.width()));
    root.setAttribute("height", String.valueOf(chart.height()));
    root.setAttribute("viewBox", "0 0 " + chart.width() + " " + chart.height());
    StringWriter written = new StringWriter();
    try {
      graphics.stream(root, written, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = written.toString();
    return text.substring(text.indexOf("<svg"))
        .replace("genericDefs", id + "-defs")
        .replaceAll("font-family=\"'\\w+'\"", "font-family=\"" + Typeface.FAMILY + ", sans-serif\"")
        .replaceAll(NOT_IN_XML, "\uFFFD");
  }

  /** What a screen reader says. */
  private static String spoken(Chart chart) {
    return chart.subtitle().isEmpty() ? chart.title() : chart.title() + ": " + chart.subtitle();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Images are in the file and not beside it. */
  private static final class ImagesInside extends DefaultImageHandler {
    @Override
    protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
      String png = Base64.getEncoder().encodeToString(Png.bytes((BufferedImage) image));
      element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + png);
    }
  }

  /** Names that no other chart of the page has. */
  private static final class UniqueIds extends SVGIDGenerator {
    private final String chart;

    UniqueIds(String chart) {
      this.chart = chart;
    }

    @Override
    public String generateID(String prefix) {
      return chart + "-" + super.generateID(prefix);
    }
  }
}
