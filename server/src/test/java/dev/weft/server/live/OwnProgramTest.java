package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProgramTest {
  @Test
  void aJarMayLieInAFolderWithABlank() {
    assertEquals(
        List.of("-jar", "/opt/my tools/weft.jar"),
        OwnProgram.of("/opt/my tools/weft.jar serve --port 0", "/opt/my tools/weft.jar"));
    assertEquals(List.of("-jar", "weft.jar"), OwnProgram.of("weft.jar", "weft.jar"));
  }

  @Test
  void aClassIsStartedWithItsClassPath() {
    assertEquals(
        List.of("-cp", "a.jar:b.jar", "dev.weft.cli.Weft"), OwnProgram.of("dev.weft.cli.Weft serve", "a.jar:b.jar"));
  }

  @Test
  void anotherProgramIsNotStarted() {
    assertEquals(List.of(), OwnProgram.of("org.example.Main serve", "weft.jar"));
  }
}
