package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataAugmentCommandTest {
  private static Said augment(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "data";
    all[1] = "augment";
    all[2] = "strokes";
    System.arraycopy(args, 0, all, 3, args.length);
    return Said.to(all);
  }

  @Test
  void saysWhatEachAugmentationDoes() {
    Said said = augment("--augment", "{RandomRotation: 0.05}, RandomFlip");
    assertEquals(0, said.code(), said.err());
    assertEquals(
        """
        RandomRotation
          rotated counterclockwise by -18 to 18 degrees
        RandomFlip
          mirrored both ways at once with probability 0.5
        """,
        said.out());
  }

  @Test
  void thePageHasAllTogetherAndEachAlone(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.html");
    Said said =
        augment("--augment", "[RandomErasing, MixUp]", "--images", "3", "--epochs", "2", "--out", page.toString());
    assertEquals(0, said.code(), said.err());
    String html = Files.readString(page);
    assertTrue(html.contains("changed by 2\u00a0augmentations") || html.contains("changed by 2 augmentations"), html);
    assertEquals(3 + 2 + 2, html.split("<figure class=\"variants\"", -1).length - 1);
    assertTrue(html.contains("weft data augment strokes --preview --augment &#39;[RandomErasing, MixUp]&#39;"), html);
  }

  @Test
  void everyAugmentationIsShownWithoutAList(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.html");
    Said said = augment("--images", "2", "--epochs", "1", "--out", page.toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
    assertTrue(said.out().contains("RandomElasticTransform\n  bent"), said.out());
    assertFalse(said.out().contains("RandomHue"), "strokes have no colour");
    assertFalse(Files.readString(page).contains("All together"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --augment | {RandomHue: 0.1} | RandomHue needs images of three channels, red, green and blue; received 1.
          --augment | {RandomRotation: 30} | 'factor' must be a number or [lower, upper], each from -1 to 1; received 30.
          --augment | RandomZom | Did you mean 'RandomZoom'?
          --augment | [] | there is no augmentation to show
          --experiment | b-cnn | there is no augmentation to show
          --epochs | 0 | --epochs is a number from 1 to 20; received 0.
          --images | 100 | --images is a number from 1 to 40; received 100.
          """)
  void wrongUsesAreOneSentence(String option, String value, String sentence) {
    Said said = augment(option, value);
    assertEquals(2, said.code());
    assertTrue(said.err().contains(sentence), said.err());
  }
}
