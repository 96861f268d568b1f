package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/java.md}, run as it says there. */
class FirstNetworkTest {
  @Test
  void theExampleLearnsToReadDigits() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "../examples/FirstNetwork.java",
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
