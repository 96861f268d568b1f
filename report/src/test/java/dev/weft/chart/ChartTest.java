package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartTest {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("class", "images"), List.of("<script>alert('&')</script>", "1"), List.of("Żółw, Ωμέγα, жук", "2"));

  private final Chart chart = Charts.table("A <title> & \"more\"", ROWS).subtitled("it's below");

  @ParameterizedTest
  @EnumSource
  void isTheSameBytesEveryTime(ChartFormat format) {
    assertArrayEquals(format.bytes(chart), format.bytes(Charts.table(chart.title(), ROWS).subtitled(chart.subtitle())));
  }

  @Test
  void svgIsRealTextWhateverItSays() {
    List<String> texts = ParsedSvg.of(chart).texts();
    assertTrue(texts.contains("A <title> & \"more\""));
    assertTrue(texts.contains("<script>alert('&')</script>"));
    assertTrue(texts.contains("Żółw, Ωμέγα, жук"));
  }

  @Test
  void svgSaysWhatItIsToScreenReaders() {
    ParsedSvg svg = ParsedSvg.of(chart);
    assertEquals("img", svg.root().getAttribute("role"));
    assertEquals("A <title> & \"more\": it's below", svg.root().getAttribute("aria-label"));
  }

  @Test
  void svgHasTheLettersOfItsFont() throws Exception {
    Matcher face =
        Pattern.compile("font-weight:(normal|bold);src:url\\(data:font/ttf;base64,([^)]*)\\)").matcher(chart.svg());
    assertTrue(face.find());
    Font font =
        Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(Base64.getDecoder().decode(face.group(2))));
    assertEquals(-1, font.canDisplayUpTo("Żółw, Ωμέγα, жук"));
    assertTrue(font.canDisplayUpTo("Ђ") == 0, "the others are left out");
    assertTrue(face.find(), "the title is bold");
    assertEquals("bold", face.group(1));
  }

  @Test
  void svgElementLeavesTheFontToThePage() {
    String element = chart.svgElement("first");
    assertTrue(element.startsWith("<svg "));
    assertTrue(element.contains("font-family=\"Roboto, sans-serif\""));
    assertFalse(element.contains("@font-face"));
    assertTrue(element.contains("id=\"first\""));
  }

  @Test
  void chartsOfOnePageShareNoNames() {
    Chart curves = Charts.curves(Tiny.epochs());
    Set<String> first = names(curves.svgElement("first"));
    assertTrue(Collections.disjoint(first, names(curves.svgElement("second"))));
    Matcher reference = Pattern.compile("url\\(#([^)]+)\\)").matcher(curves.svgElement("first"));
    assertTrue(reference.find(), "there are clipped lines");
    do {
      assertTrue(first.contains(reference.group(1)), reference.group());
    } while (reference.find());
  }

  private static Set<String> names(String svg) {
    return Pattern.compile(" id=\"([^\"]+)\"")
        .matcher(svg)
        .results()
        .map(id -> id.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void pdfIsOnePageOfRealTextInItsOwnFont() throws Exception {
    try (PDDocument document = Loader.loadPDF(chart.pdf())) {
      assertEquals(1, document.getNumberOfPages());
      assertEquals(chart.width(), document.getPage(0).getMediaBox().getWidth());
      assertEquals(chart.height(), document.getPage(0).getMediaBox().getHeight());
      String text = new PDFTextStripper().getText(document);
      for (String said : List.of(chart.title(), chart.subtitle(), "<script>alert('&')</script>", "Żółw, Ωμέγα, жук")) {
        assertTrue(text.contains(said), text);
      }
      assertEquals(chart.title(), document.getDocumentInformation().getTitle());
      assertEquals(Set.of("Roboto-Regular", "Roboto-Bold"), embedded(document.getPage(0).getResources()));
    }
  }

  /** The names of the fonts, without the prefix that says that only some letters are there. */
  private static Set<String> embedded(PDResources resources) throws IOException {
    Set<String> names = new HashSet<>();
    for (COSName name : resources.getXObjectNames()) {
      PDResources form = ((PDFormXObject) resources.getXObject(name)).getResources();
      for (COSName font : form.getFontNames()) {
        assertTrue(form.getFont(font).isEmbedded());
        names.add(form.getFont(font).getName().replaceFirst("^[A-Z]{6}\\+", ""));
      }
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void lettersThatTheFontLacksDoNotStopIt(ChartFormat format) {
    assertTrue(format.bytes(Charts.table("猫", List.of(List.of("דג")))).length > 0);
  }

  @ParameterizedTest
  @EnumSource
  void charactersThatNoFileMayHaveDoNotStopIt(ChartFormat format) {
    Chart odd = Charts.table("a\u0001\uFFFF\uD800\n", List.of(List.of("b\u0000")));
    assertTrue(format.bytes(odd).length > 0);
    assertTrue(ParsedSvg.of(odd).texts().getFirst().startsWith("a"));
  }

  @Test
  void pngHasTwoPixelsForEachPoint() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart.png()));
    assertEquals(2 * chart.width(), image.getWidth());
    assertEquals(2 * chart.height(), image.getHeight());
  }

  @Test
  void isAsWideAsItsTitle() {
    Chart narrow = Charts.table("t", List.of(List.of("a")));
    assertTrue(narrow.titled("a title that is wider than a table of one letter").width() > narrow.width());
  }

  @Test
  void aWindowNeedsADisplay() {
    assumeTrue(GraphicsEnvironment.isHeadless(), "there is a display");
    WeftException e = assertThrows(WeftException.class, chart::show);
    assertEquals("a window needs a display, and there is none; write the chart to a file instead.", e.getMessage());
  }
}
