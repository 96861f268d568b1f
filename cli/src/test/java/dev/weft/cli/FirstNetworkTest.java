package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/java.md}; in the profile {@code thorough} it is run as it says there. */
class FirstNetworkTest {
  private static final String EXAMPLE = "../examples/FirstNetwork.java";

  @Test
  void theExampleCompiles(@TempDir Path folder) {
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classes = System.getProperty("java.class.path");
    int code = compiler.run(null, null, complaints, "-cp", classes, "-proc:none", "-d", folder.toString(), EXAMPLE);
    assertEquals(0, code, complaints.toString(StandardCharsets.UTF_8));
  }

  @Test
  @EnabledIfSystemProperty(named = "weft.thorough", matches = "true")
  void theExampleLearnsToReadDigits() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE,
                "strokes")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    MatchResult accuracy =
        Pattern.compile("test accuracy ([0-9.]+)").matcher(printed).results().findFirst().orElseThrow();
    assertTrue(Double.parseDouble(accuracy.group(1)) > 0.9, printed);
  }
}
