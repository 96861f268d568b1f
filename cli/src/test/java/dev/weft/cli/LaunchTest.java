package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.kernel.Simd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  /** What a started JVM runs: the kernels' choice, after the launch. */
  static final class Choice {
    private Choice() {}

    public static void main(String[] args) throws ReflectiveOperationException {
      Launch.addVectorModule();
      System.out.println(Simd.REASON);
    }
  }

  @Test
  void addsTheVectorModuleWithoutAWarning(@TempDir Path folder) throws Exception {
    Path err = folder.resolve("err");
    assertEquals(Simd.REASON, choice(err, List.of("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED")));
    assertEquals(List.of(), Files.readAllLines(err));
  }

  /** As a starter does that knows the class and not the jar, whose manifest exports what the launch takes. */
  @Test
  void startedByItsClassItUsesTheModuleThatIsThereOrGoesWithout(@TempDir Path folder) throws Exception {
    Path err = folder.resolve("err");
    assertEquals(Simd.REASON, choice(err, List.of("--add-modules=jdk.incubator.vector")));
    assertTrue(choice(err, List.of()).startsWith("scalar"));
  }

  private static String choice(Path err, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choice.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
