package dev.weft.chart;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A chart's SVG as an XML parser reads it. */
record ParsedSvg(Element root) {
  static ParsedSvg of(Chart chart) {
    try {
      DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
      byte[] bytes = chart.svg().getBytes(StandardCharsets.UTF_8);
      return new ParsedSvg(parsers.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All elements of a name, in the order in which they are drawn. */
  List<Element> all(String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** All texts in the order in which they are drawn. */
  List<String> texts() {
    return all("text").stream().map(Element::getTextContent).toList();
  }

  /** An attribute of an element or of the nearest group about it that has it. */
  static String inherited(Element element, String attribute) {
    return element.hasAttribute(attribute) || !(element.getParentNode() instanceof Element parent)
        ? element.getAttribute(attribute)
        : inherited(parent, attribute);
  }

  /** How the SVG writes a colour. */
  static String rgb(Color color) {
    return color.equals(Color.WHITE)
        ? "white"
        : "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }

  /** The widths of all rectangles of a colour. */
  List<Double> widths(Color color) {
    return all("rect").stream()
        .filter(rect -> inherited(rect, "fill").equals(rgb(color)))
        .map(rect -> Double.valueOf(rect.getAttribute("width")))
        .toList();
  }
}
