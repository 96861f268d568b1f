package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void takesThePlaceOfTheOldFileAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("naïve.txt");
    WholeFile.write(file, "old");
    WholeFile.write(file, "naïve");
    assertEquals("naïve", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void whatBreaksOffChangesNothing() throws IOException {
    Path file = folder.resolve("file");
    WholeFile.write(file, "old");
    WeftException e =
        assertThrows(
            WeftException.class,
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("the disk is full");
                    }));
    assertEquals(file + " cannot be written: the disk is full; choose another place.", e.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void theFolderMustBeThere() {
    Path file = folder.resolve("nowhere").resolve("file");
    WeftException e = assertThrows(WeftException.class, () -> WholeFile.write(file, "text"));
    assertEquals(file + " cannot be written: there is no such file or folder; choose another place.", e.getMessage());
  }

  @Test
  void whatIsCheckedAppearsOnlyIfItIsRight() throws IOException {
    Path file = folder.resolve("file");
    WholeFile.write(file, "old");
    WeftException e =
        assertThrows(
            WeftException.class,
            () ->
                WholeFile.checked(
                    file,
                    unchecked -> {
                      WholeFile.write(unchecked, "wrong");
                      throw new WeftException(unchecked + " is wrong.");
                    }));
    assertEquals(file + " is wrong.", e.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(
        3,
        WholeFile.<Integer>checked(
            file,
            unchecked -> {
              WholeFile.write(unchecked, "new");
              return 3;
            }));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void aFolderIsNeverReplaced() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThrows(
        WeftException.class,
        () ->
            WholeFile.checked(
                taken,
                unchecked -> {
                  WholeFile.write(unchecked, "text");
                  return 0;
                }));
    assertEquals(List.of(taken), files());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
