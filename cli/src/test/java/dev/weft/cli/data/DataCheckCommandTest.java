package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckCommandTest {
  @TempDir private Path folder;
  private Path photos;

  /** Two classes in two parts; an unreadable file, and a test image that stands in training. */
  @BeforeEach
  void write() throws IOException {
    photos = folder.resolve("photos");
    for (int i = 0; i < 60; i++) {
      String part = i % 3 == 2 ? "test" : "train";
      write(photos.resolve(part).resolve(i % 2 == 0 ? "cat" : "dog, or \"wolf\"").resolve(i + ".png"), i);
    }
    write(photos.resolve("test/cat/leak.png"), 0);
    Files.writeString(photos.resolve("train/cat/bad.png"), "no image");
  }

  private static void write(Path file, int seed) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int block = 0; block < 100; block++) {
      int colour = random.nextInt();
      for (int i = 0; i < 16; i++) {
        image.setRGB(block % 10 * 4 + i % 4, block / 10 * 4 + i / 4, colour);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private Said check(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "data";
    all[1] = "check";
    all[2] = photos.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return Said.to(all);
  }

  @Test
  void theVerdictComesFirstAndEachFindingSaysWhatToDo() {
    Said said = check();
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().startsWith("2 problems to solve before training.\n62 images of 2 classes: "), said.out());
    assertTrue(
        said.out()
            .contains(
                """
                PROBLEM  exact duplicates across parts
                  2 images in 1 group have the same pixels and stand in more than one part: the
                  network would be tested on what it learned.
                    test/cat/leak.png, train/cat/0.png
                  > Leave the copies in the training part out.
                """),
        said.out());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
  }

  @Test
  void strictlyAProblemIsAFailure() {
    assertEquals(1, check("--strict").code());
  }

  @Test
  void theManifestLacksTheBadImagesAndTheFolderStays() throws IOException {
    Path clean = folder.resolve("clean.csv");
    Said said = check("--fix", clean.toString());
    assertTrue(
        said.err().contains("lists 60 images of 62, without unreadable images (1), exact duplicates across parts (1)."),
        said.err());
    List<String> lines = Files.readAllLines(clean);
    assertEquals("path,label,split,group", lines.getFirst());
    assertEquals(61, lines.size());
    assertTrue(lines.contains("photos/test/cat/leak.png,cat,test,"), lines.toString());
    assertFalse(lines.contains("photos/train/cat/0.png,cat,train,"), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.endsWith(",\"dog, or \"\"wolf\"\"\",train,")), lines.toString());
    assertTrue(Files.exists(photos.resolve("train/cat/bad.png")));
    assertTrue(check("--fix", clean.toString()).err().contains("is there already; say --overwrite"));
    assertEquals(0, check("--fix", clean.toString(), "--overwrite").code());
  }

  @Test
  void jsonHasAllFindingsWithTheNamesOfTheirImages() {
    String out = check("--json").out();
    assertTrue(out.contains("\"kind\" : \"unreadable images\""), out);
    assertTrue(out.contains("train/cat/bad.png"), out);
  }

  @Test
  void thePageIsWrittenWhereTheUserSays() throws IOException {
    Path page = folder.resolve("page.html");
    check("--out", page.toString());
    assertTrue(Files.readString(page).contains("2 problems to solve before training."));
  }

  @Test
  void aNamedSetHasNoManifest() {
    Said said = Said.to("data", "check", "strokes", "--fix", folder.resolve("x.csv").toString());
    assertEquals(2, said.code());
    assertTrue(said.err().contains("--fix writes which files stay"), said.err());
  }
}
