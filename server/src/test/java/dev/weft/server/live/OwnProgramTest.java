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
  void aTrainingHasItsOwnMemoryAndNoTerminal() {
    assertEquals(
        List.of("-XX:+UseSerialGC", "-Dmine=1", "-Xmn64m", "-Dweft.terminal=false", "-Dweft.terminal.out=false"),
        OwnProgram.forTraining(
            List.of("-XX:+UseSerialGC", "-Xmn16m", "-Dweft.terminal=true", "-Dweft.terminal.out=true", "-Dmine=1")));
  }

  @Test
  void anotherProgramIsNotStarted() {
    assertEquals(List.of(), OwnProgram.of("org.example.Main serve", "weft.jar"));
  }
}
