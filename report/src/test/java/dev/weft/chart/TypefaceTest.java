package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TypefaceTest {
  private static final Font FONT = Typeface.regular(10);

  @Test
  void longTextIsShortenedToItsWidth() {
    String shortened = Typeface.fitted("a class with a long name", FONT, 60);
    assertTrue(shortened.endsWith("…") && shortened.startsWith("a class"), shortened);
    assertTrue(Typeface.width(shortened, FONT) <= 60);
    assertEquals("short", Typeface.fitted("short", FONT, 60));
  }

  @Test
  void knowsLatinGreekAndCyrillic() {
    assertEquals(-1, FONT.canDisplayUpTo("Éßőžđ ẹ Ωλ Жя × − – … ≤ ± ₂"));
  }

  /** What Java finds instead of fontconfig here is no library. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void chartsAreTheSameWhereThereIsNoFontconfig(@TempDir Path folder) throws Exception {
    for (String library : List.of("libfontconfig.so", "libfontconfig.so.1")) {
      Files.writeString(folder.resolve(library), "no library");
    }
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // it lives for a moment
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Drawn.class.getName());
    java.environment().put("LD_LIBRARY_PATH", folder.toString());
    Process process = java.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(Drawn.hashes(), said);
  }

  /** Says what the bytes of a chart are in each format. */
  static final class Drawn {
    static String hashes() {
      Chart chart = Charts.curves(Tiny.epochs());
      return Stream.of(ChartFormat.values())
          .map(format -> format + " " + Arrays.hashCode(format.bytes(chart)) + "\n")
          .collect(Collectors.joining());
    }

    public static void main(String[] args) {
      System.out.print(hashes());
    }
  }
}
