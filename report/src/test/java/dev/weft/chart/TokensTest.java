package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The colours of pages, light and dark: those of files, seen on what lies below them, by everybody. */
class TokensTest {
  private static final double TEXT = 4.5; // WCAG 2.2, success criterion 1.4.3
  private static final double GRAPHICS = 3; // WCAG 2.2, success criterion 1.4.11
  private static final double DISTINCT = 0.08; // of Oklab, in which about 0.02 is the least that is noticed
  private static final int LINES = 8;
  private static final int STEPS = 6;

  enum Scheme {
    LIGHT,
    DARK;

    private static final Pattern TOKEN = Pattern.compile("--([\\w-]+): (#[0-9a-f]{6}|var\\(--(\\w+)\\));");
    private final Map<String, Color> colors = new HashMap<>();

    static {
      String[] css = css().split("@media", 2);
      LIGHT.read(css[0]);
      DARK.read(css[0]);
      DARK.read(css[1]);
    }

    private static String css() {
      try (InputStream in = TokensTest.class.getResourceAsStream("/dev/weft/page/style/tokens.css")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void read(String css) {
      Matcher token = TOKEN.matcher(css);
      while (token.find()) {
        if (token.group(3) == null) {
          colors.put(token.group(1), Color.decode(token.group(2)));
        }
      }
    }

    Color of(String name) {
      return colors.get(name);
    }

    /** Ink on the light half of a ramp of light pages, paper on its dark half. */
    Color onRamp(int step) {
      return of(step < STEPS / 2 ? "ink" : "paper");
    }

    List<Color> lines() {
      return Stream.iterate(0, i -> i + 1).limit(LINES).map(i -> of("line-" + i)).toList();
    }
  }

  @Test
  void filesHaveTheColoursOfLightPages() {
    assertEquals(Scheme.LIGHT.of("ink"), Palette.INK);
    assertEquals(Scheme.LIGHT.of("quiet"), Palette.SOFT);
    assertEquals(Scheme.LIGHT.of("rule"), Palette.GRID);
    assertEquals(Scheme.LIGHT.of("right"), Palette.BLUE);
    assertEquals(Scheme.LIGHT.of("wrong"), Palette.VERMILION);
    for (int line = 0; line < LINES; line++) {
      assertEquals(Scheme.LIGHT.of("line-" + line), Palette.series(line));
    }
    for (int step = 0; step < STEPS; step++) {
      assertEquals(Scheme.LIGHT.of("ramp-" + step), Palette.amount(step / (STEPS - 1.0)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void textCanBeReadWhereItStands(Scheme scheme) {
    for (String text : List.of("ink", "quiet", "accent", "right-text", "wrong-text", "best")) {
      for (String below : List.of("paper", "card", "sunken")) {
        assertContrast(TEXT, scheme.of(text), scheme.of(below), text + " on " + below);
      }
    }
    for (int step = 0; step < STEPS; step++) {
      assertContrast(TEXT, scheme.onRamp(step), scheme.of("ramp-" + step), "text on ramp-" + step);
    }
    for (String side : List.of("better", "worse")) {
      assertContrast(TEXT, scheme.of("ink"), mixed(scheme.of(side), scheme.of("card"), 0.5), "text on " + side);
    }
    for (Color line : scheme.lines()) {
      assertContrast(TEXT, mixed(line, scheme.of("ink"), 0.6), scheme.of("paper"), "the name of " + line);
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesAndMarksAreSeenOnPaper(Scheme scheme) {
    scheme.lines().forEach(line -> assertContrast(GRAPHICS, line, scheme.of("paper"), line.toString()));
    for (String mark : List.of("right", "wrong", "better", "worse", "best")) {
      assertContrast(GRAPHICS, scheme.of(mark), scheme.of("paper"), mark);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyEyeDistinguishesAnyTwoLines(Scheme scheme) {
    List<Color> lines = scheme.lines();
    for (Eye eye : Eye.values()) {
      for (int i = 0; i < lines.size(); i++) {
        for (int j = 0; j < i; j++) {
          double distance = eye.distance(lines.get(i), lines.get(j));
          assertTrue(distance >= DISTINCT, "%s: line-%s and line-%s, %s".formatted(eye, j, i, distance));
        }
      }
      assertTrue(eye.distance(scheme.of("better"), scheme.of("worse")) >= 2 * DISTINCT, eye.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRampHasEvenStepsOfLightnessForEveryEye(Scheme scheme) {
    for (Eye eye : Eye.values()) {
      double all = eye.lightness(scheme.of("ramp-0")) - eye.lightness(scheme.of("ramp-5"));
      for (int step = 1; step < STEPS; step++) {
        double lightness = eye.lightness(scheme.of("ramp-" + (step - 1))) - eye.lightness(scheme.of("ramp-" + step));
        assertEquals(0.2, lightness / all, 0.05, eye + ", step " + step);
      }
    }
  }

  private static Color mixed(Color a, Color b, double share) {
    return new Color(
        mixed(a.getRed(), b.getRed(), share),
        mixed(a.getGreen(), b.getGreen(), share),
        mixed(a.getBlue(), b.getBlue(), share));
  }

  private static int mixed(int a, int b, double share) {
    return (int) Math.round(share * a + (1 - share) * b);
  }

  private static void assertContrast(double least, Color text, Color below, String which) {
    double contrast = Palette.contrast(text, below);
    assertTrue(contrast >= least, "%s: %s".formatted(which, contrast));
  }
}
