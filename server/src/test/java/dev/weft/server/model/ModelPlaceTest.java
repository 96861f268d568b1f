package dev.weft.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where networks to serve lie. */
class ModelPlaceTest {
  @TempDir private Path folder;

  private Path file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "a network");
  }

  private List<String> found(String typed) {
    return ModelPlace.of(typed, folder.resolve("none.db").toString()).files().stream()
        .map(file -> file.name() + " " + file.version() + " " + folder.relativize(file.path()))
        .toList();
  }

  @Test
  void aFileIsServedByItsName() throws IOException {
    file("shoes.keras");
    assertEquals(List.of("shoes 0 shoes.keras"), found(folder.resolve("shoes.keras").toString()));
    assertEquals(List.of("boots 0 shoes.keras"), found("boots=" + folder.resolve("shoes.keras")));
  }

  @Test
  void aRunIsServedByItsFoldersName() throws IOException {
    file("runs/b-cnn/model.keras");
    assertEquals(List.of("b-cnn 0 runs/b-cnn/model.keras"), found(folder.resolve("runs/b-cnn").toString()));
  }

  @Test
  void foldersNamedByNumbersAreVersionsOfOneNetwork() throws IOException {
    file("shoes/1/model.keras");
    file("shoes/12/any.h5");
    file("shoes/old/model.keras");
    assertEquals(
        List.of("shoes 1 shoes/1/model.keras", "shoes 12 shoes/12/any.h5"), found(folder.resolve("shoes").toString()));
  }

  @Test
  void aFolderHoldsFilesRunsAndVersions() throws IOException {
    file("all/a.keras");
    file("all/b/model.keras");
    file("all/c/1/model.keras");
    file("all/notes.txt");
    file("all/unfinished/checkpoint");
    file("all/drei Töne.keras");
    file("all/(1).keras");
    file("all/.hidden.keras");
    assertEquals(
        List.of(
            "a 0 all/a.keras", "b 0 all/b/model.keras", "c 1 all/c/1/model.keras", "drei Töne 0 all/drei Töne.keras"),
        found(folder.resolve("all").toString()));
  }

  @Test
  void aPlaceMustBeThere() {
    WeftException missing = assertThrows(WeftException.class, () -> found("nowhere"));
    assertEquals(
        "--models takes a folder, NAME=FILE or a run; there is no 'nowhere'; check the path.", missing.getMessage());
  }

  @Test
  void aNameFitsIntoAUrl() throws IOException {
    file("a.keras");
    WeftException wrong = assertThrows(WeftException.class, () -> found("a/b=" + folder.resolve("a.keras")));
    assertEquals(
        "a network's name has letters, digits, blanks, points, hyphens and underscores; received 'a/b'.",
        wrong.getMessage());
  }
}
