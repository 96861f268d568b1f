package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./weft} in a checkout of its own, with something in Maven's place. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  @TempDir Path checkout;

  private String start(String maven) throws Exception {
    Files.copy(Path.of("../weft"), checkout.resolve("weft"));
    Files.createFile(checkout.resolve("pom.xml"));
    Path programs = Files.createDirectory(checkout.resolve("programs"));
    Path program = Files.writeString(programs.resolve("mvn"), "#!/bin/sh\n" + maven);
    assertTrue(program.toFile().setExecutable(true));
    ProcessBuilder shell = new ProcessBuilder("sh", checkout.resolve("weft").toString(), "--version");
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    shell.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    return said;
  }

  /** Where tests are skipped, as the launcher does, a module's jar of tests is not made. */
  @Test
  void noModuleNeedsAJarOfTestsToBeBuilt() throws Exception {
    for (String module : List.of("core", "interop", "study", "explain", "report", "server", "cli")) {
      String pom = Files.readString(Path.of("..", module, "pom.xml"));
      assertFalse(pom.replaceAll("(?s)<profiles>.*", "").contains("<type>test-jar</type>"), module);
    }
  }

  @Test
  void aBuildThatFailsShowsTheErrorsOnceAndWhereTheRestIs() throws Exception {
    String said =
        start(
            """
            echo '[INFO] Building Weft core 0.1.0                                      [2/6]'
            echo '[ERROR] COMPILATION ERROR : '
            echo '[ERROR] Layer.java:[1,24] incompatible types'
            echo '[ERROR] Layer.java:[1,24] incompatible types'
            echo '[ERROR] -> [Help 1]'
            echo '[ERROR] '
            echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
            exit 1
            """);
    assertEquals(
        """
        weft: building (first use), which takes about a minute, and longer where libraries must be downloaded ...
        [ERROR] COMPILATION ERROR :\s
        [ERROR] Layer.java:[1,24] incompatible types

        weft: the build failed; its whole output is in LOG.
        """
            .replace("LOG", checkout.toRealPath().resolve("target/build.log").toString()),
        said);
    assertNothingIsLeft();
  }

  @Test
  void saysThatMavenDownloads() throws Exception {
    String said = start("echo 'Downloaded from central: a.jar'; sleep 3; echo '[ERROR] no more'; exit 1\n");
    assertTrue(said.contains("weft: Maven downloads libraries that the build needs; this happens once.\n"), said);
    assertEquals(1, said.split("Maven downloads", -1).length - 1, said);
  }

  private void assertNothingIsLeft() throws IOException {
    try (var files = Files.list(checkout.resolve("target"))) {
      assertEquals(1, files.count(), "only the log stays");
    }
  }
}
