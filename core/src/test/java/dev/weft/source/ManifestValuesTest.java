package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestValuesTest {
  private static final List<String> NAMES = List.of("b/1.png", "b/2.png", "c/3.png");

  @TempDir private Path folder;

  @Test
  void eachColumnHasAFieldForEachImage() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("scans.csv"),
            "path,label,hospital\nc/3.png,sick,\"north, west\"\nb/1.png,well,south\nd/9.png,well,east\n");
    assertEquals(
        Map.of("label", List.of("well", "", "sick"), "hospital", List.of("south", "", "north, west")),
        ManifestValues.of(table, NAMES));
    assertEquals(ManifestValues.of(table, NAMES), ManifestValues.of(folder, NAMES));
  }

  @Test
  void aTableInTheFolderOfAPartNamesTheImagesThere() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(
        folder.resolve("b/metadata.jsonl"), "{\"file_name\": \"2.png\", \"age\": 41}\n{\"file_name\": \"1.png\"}\n");
    assertEquals(Map.of("age", List.of("", "41", "")), ManifestValues.of(folder, NAMES));
  }

  @Test
  void filesThatAreNoTablesSayNothing() throws IOException {
    Files.writeString(folder.resolve("notes.csv"), "path,age\nb/1.png,\"41\n");
    Files.writeString(folder.resolve("log.jsonl"), "[1, 2]\nat 12:00 it began\n");
    assertEquals(Map.of(), ManifestValues.of(folder, NAMES));
    Files.writeString(folder.resolve("scans.csv"), "path,age\nb/1.png,41\n");
    assertEquals(Map.of("age", List.of("41", "", "")), ManifestValues.of(folder, NAMES));
  }

  @Test
  void whereNoTableNamesAnImageThereAreNoColumns() throws IOException {
    Files.writeString(folder.resolve("other.csv"), "x,y\n1,2\n");
    Files.write(folder.resolve("b.png"), new byte[] {1});
    assertEquals(Map.of(), ManifestValues.of(folder, NAMES));
    assertEquals(Map.of(), ManifestValues.of(folder.resolve("b.png"), NAMES));
  }
}
