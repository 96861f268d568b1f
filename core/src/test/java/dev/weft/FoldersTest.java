package dev.weft;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path parent;

  @Test
  void aFolderGoesWithAllBelowIt() throws IOException {
    Path folder = parent.resolve("a");
    Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(folder.resolve("b/c/file"), "text");
    Files.writeString(parent.resolve("beside"), "text");
    Folders.delete(folder);
    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(parent.resolve("beside")));
  }

  @Test
  void noFolderIsNoError() throws IOException {
    Folders.delete(parent.resolve("none"));
    assertTrue(Files.exists(parent));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatALinkLeadsToStays() throws IOException {
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.writeString(other.resolve("file"), "text");
    Path folder = Files.createDirectory(parent.resolve("a"));
    Files.createSymbolicLink(folder.resolve("link"), other);
    Folders.delete(folder);
    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(other.resolve("file")));
  }
}
