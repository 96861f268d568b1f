package dev.weft.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The letters of the charts' font, Roboto, that an SVG or a page needs, as CSS. */
public final class EmbeddedFont {
  /** What a browser needs of a font. */
  private static final List<String> TABLES =
      List.of("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post");

  /** Of pages, most of which need the same letters. */
  private static final Map<String, String> FACES = new ConcurrentHashMap<>();

  private EmbeddedFont() {}

  /** A font face for each weight that the SVG uses, with all of ASCII and its other characters. */
  static String css(String svg) {
    String bold = svg.contains("font-weight=\"bold\"") ? face(svg, true) : "";
    return face(svg, false) + bold;
  }

  /** A font face for each of both weights, with all of ASCII and the text's other characters. */
  public static String faces(String text) {
    String others =
        text.codePoints()
            .filter(c -> c > '~')
            .sorted()
            .distinct()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return FACES.computeIfAbsent(others, letters -> face(letters, false) + face(letters, true));
  }

  private static String face(String svg, boolean bold) {
    return "@font-face{font-family:'%s';font-weight:%s;src:url(data:font/ttf;base64,%s)}"
        .formatted(Typeface.FAMILY, bold ? "bold" : "normal", Base64.getEncoder().encodeToString(subset(svg, bold)));
  }

  private static byte[] subset(String svg, boolean bold) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(Typeface.file(bold)));
      TTFSubsetter subsetter = new TTFSubsetter(font, TABLES);
      for (int ascii = ' '; ascii <= '~'; ascii++) {
        subsetter.add(ascii);
      }
      svg.codePoints().filter(c -> c > '~').forEach(subsetter::add);
      subsetter.writeToStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
