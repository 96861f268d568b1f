package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir private Path folder;
  private Path photos;

  @BeforeEach
  void twoClasses() throws IOException {
    photos = folder.resolve("photos");
    for (String name : List.of("train/cat/1.png", "train/a \"dog\", or a wolf/2.png", "test/cat/3.png")) {
      Files.createDirectories(photos.resolve(name).getParent());
      Files.write(photos.resolve(name), Grey.png(9));
    }
  }

  private static void write(Path photos, Path file) {
    try (ImageSource source = Sources.open(photos, SourceOptions.NONE)) {
      Manifest manifest = new Manifest(file);
      for (SourceSample sample : source.samples()) {
        manifest.add(sample, source.classNames().get(sample.label()), sample.part(), source.files());
      }
      manifest.write();
    }
  }

  @Test
  void whatItListsIsReadAgain() throws IOException {
    Path file = folder.resolve("table.csv");
    write(photos, file);
    assertEquals(
        List.of(
            "path,label,split,group",
            "photos/test/cat/3.png,cat,test,",
            "\"photos/train/a \"\"dog\"\", or a wolf/2.png\",\"a \"\"dog\"\", or a wolf\",train,",
            "photos/train/cat/1.png,cat,train,"),
        Files.readAllLines(file));
    try (ImageSource again = Sources.open(file, SourceOptions.NONE)) {
      assertEquals(List.of("a \"dog\", or a wolf", "cat"), again.classNames());
      assertEquals(
          List.of(DataPart.TEST, DataPart.TRAIN, DataPart.TRAIN),
          again.samples().stream().map(sample -> sample.part().orElseThrow()).toList());
    }
  }

  @Test
  void itLiesAboveItsImages() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    WeftException refused = assertThrows(WeftException.class, () -> write(photos, elsewhere.resolve("table.csv")));
    assertTrue(refused.getMessage().startsWith("a manifest lies above its images; "), refused.getMessage());
    assertTrue(
        refused.getMessage().endsWith("such as " + folder.toRealPath().resolve("table.csv") + "."),
        refused.getMessage());
    assertTrue(Files.notExists(elsewhere.resolve("table.csv")));
  }

  @Test
  void anImageInAnArchiveCannotBeListed() {
    Manifest manifest = new Manifest(folder.resolve("table.csv"));
    SourceSample sample = new SourceSample("cat/1.png", 0, Optional.empty(), "");
    WeftException refused =
        assertThrows(
            WeftException.class,
            () -> manifest.add(sample, "cat", Optional.empty(), Map.of("photos.zip", folder.resolve("photos.zip"))));
    assertTrue(refused.getMessage().contains("'cat/1.png' is in no file of its own;"), refused.getMessage());
  }
}
