package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeftJarsTest {
  @TempDir private Path folder;

  @Test
  void areAllOfAPackageButWhatDropsSparksLog() throws Exception {
    Path lib = FakeWeft.lib(folder, "weft.jar", "weft-core-0.1.0.jar", "slf4j-nop-2.0.18.jar", "start.sh");
    WeftJars jars = WeftJars.in(lib);
    assertEquals(
        List.of(lib.resolve("spark/weft-spark.jar"), lib.resolve("weft-core-0.1.0.jar"), lib.resolve("weft.jar")),
        jars.all());
    assertEquals(new SparkVersions("4.2.0", "2.13.18", "3.11.0"), jars.versions());
  }

  @Test
  void withoutTheModuleOfSparkThereAreNone() throws Exception {
    Path lib = FakeWeft.lib(folder, "weft.jar");
    Files.delete(lib.resolve("spark/weft-spark.jar"));
    WeftException e = assertThrows(WeftException.class, () -> WeftJars.in(lib));
    assertTrue(e.getMessage().startsWith(lib.resolve("spark/weft-spark.jar") + " is not to be read ("), e.getMessage());
    assertTrue(e.getMessage().endsWith("); install Weft anew."), e.getMessage());
  }
}
