package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.kernel.Simd;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Choice.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.start().waitFor();
    assertEquals(List.of(Simd.REASON), Files.readAllLines(out));
    assertEquals(List.of(), Files.readAllLines(err));
  }
}
