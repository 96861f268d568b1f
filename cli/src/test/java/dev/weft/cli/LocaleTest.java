package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Numbers are written the same in every locale: Java's {@code %d} and {@code %.2f} take the digits and the decimal
 * point of the process's locale unless another is named.
 */
class LocaleTest {
  private static final String LITERAL = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
  private static final String NUMBER = "%[-#+ 0,(]*\\d*(?:\\.\\d+)?[doxXeEfgGaA]";

  /** A literal that is formatted, or a format that begins without a locale. */
  private static final Pattern FORMATTED =
      Pattern.compile(
          "((?:%s\\s*\\+\\s*)*%s)\\)?\\s*\\.formatted\\(|(?:String\\.format|printf)\\(\\s*(%s)"
              .formatted(LITERAL, LITERAL, LITERAL));

  @Test
  void noNumberIsFormattedInTheLocaleOfTheProcess() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("core", "interop", "study", "explain", "report", "server", "cli")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher matcher = FORMATTED.matcher(Files.readString(file));
          while (matcher.find()) {
            if (Pattern.compile(NUMBER).matcher(matcher.group()).find()) {
              found.add(file.getFileName() + ": " + matcher.group());
            }
          }
        }
      }
    }
    assertEquals(List.of(), found, "say String.format(Locale.ROOT, ...)");
  }

  @Test
  void theRuleFindsWhatItIsFor() {
    assertTrue(FORMATTED.matcher("\"a %d\".formatted(3)").find());
    assertTrue(FORMATTED.matcher("(\"a\" + \"b %,d\").formatted(3)").find());
    assertTrue(FORMATTED.matcher("String.format(\"%.4f\", x)").find());
  }
}
