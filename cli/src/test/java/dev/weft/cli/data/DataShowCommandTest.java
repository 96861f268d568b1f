package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataShowCommandTest {
  private static String shown(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "data";
    all[1] = "show";
    System.arraycopy(args, 0, all, 2, args.length);
    Said said = Said.to(all);
    assertEquals(0, said.code(), said.err());
    return said.out();
  }

  @Test
  void theOverviewHasAnImageAndTheCountOfEachClass() {
    String out = shown("strokes");
    assertTrue(out.contains("7                       1,000      200"), out);
    assertTrue(out.contains("all                    10,000    2,000"), out);
    assertTrue(out.chars().filter(letter -> "░▒▓█".indexOf(letter) >= 0).count() > 300, out);
    assertTrue(out.lines().skip(2).allMatch(line -> line.length() <= 80), out);
  }

  @Test
  void theOverviewHasTheFirstLabelsAsOneHotRows() {
    String out = shown("strokes");
    int first = Datasets.load("strokes").train().label(0);
    String row = "0 ".repeat(first) + "1" + " 0".repeat(9 - first);
    assertTrue(out.contains("First labels of train, and their one-hot rows\n  %-20s %s\n".formatted(first, row)), out);
    assertEquals(10, out.lines().filter(line -> line.matches("  \\d {10,}(0 )*1( 0)*")).count());
  }

  // 0.1307 and 0.3081 of 255, with which users of MNIST standardize
  @Test
  @EnabledIfEnvironmentVariable(named = "WEFT_DATA", matches = ".+", disabledReason = "needs MNIST")
  void theOverviewHasTheShapesAndTheValuesOfThePixels() {
    assertTrue(
        shown("mnist")
            .contains(
                """
                train  images (60000, 28, 28, 1), labels (60000)
                       pixels 0 to 255 (256 values), mean 33.32, deviation 78.57, 80.9 % are 0
                """));
  }

  @Test
  void samplesBeginWhereTheUserSays() {
    ImageSet test = Datasets.load("strokes").test();
    String out = shown("strokes", "--part", "test", "--from", "1997", "--count", "5");
    assertTrue(out.startsWith("strokes, test: samples 1997 to 1999\n"), out);
    assertTrue(out.contains("1998: " + test.label(1998)), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
  }

  @Test
  void aSampleIsShownAsItsNumbers() {
    ImageSet train = Datasets.load("strokes").train();
    String[] lines = shown("strokes", "--from", "3", "--count", "1", "--numbers").split("\n");
    assertEquals("3: " + train.label(3), lines[2]);
    for (int y = 0; y < 28; y++) {
      String[] numbers = lines[3 + y].strip().split(" +");
      assertEquals(28, numbers.length);
      for (int x = 0; x < 28; x++) {
        assertEquals(train.image(3)[y * 28 + x] & 0xff, Integer.parseInt(numbers[x]));
      }
    }
    int[] different = IntStream.range(0, 784).map(i -> train.image(3)[i] & 0xff).distinct().sorted().toArray();
    assertTrue(lines[32].contains("(" + different.length + " values), mean "), lines[32]);
    String listed = String.join(" ", List.of(lines).subList(33, lines.length)).strip();
    assertArrayEquals(different, Stream.of(listed.split(" +")).mapToInt(Integer::parseInt).toArray());
  }

  @Test
  void thePageIsWrittenWhereTheUserWantsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.html");
    Files.writeString(file, "an older page");
    Said said = Said.to("data", "show", "strokes", "--page", "--out", file.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(file + "\n", said.out());
    String html = Files.readString(file);
    assertTrue(html.contains("10,000 training and 2,000 test images of 10 classes, 28×28 pixels, grey."));
    assertTrue(html.contains("weft data show strokes --page"));
  }

  @Test
  void aPageThatCannotBeWrittenIsOneSentence(@TempDir Path folder) {
    Said said = Said.to("data", "show", "strokes", "--page", "--out", folder.resolve("none/a.html").toString());
    assertEquals(1, said.code());
    assertEquals(1, said.err().lines().count(), said.err());
    assertTrue(said.err().startsWith("weft: "), said.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --part validation | --part is train or test of strokes; received 'validation'.
          --from 10000      | --from is a sample of train, from 0 to 9999; received 10000.
          --from -1         | --from is a sample of train, from 0 to 9999; received -1.
          --count 0         | --count is at least 1; received 0.
          --page --numbers  | --page shows the whole set; leave out --part, --from, --count and --numbers.
          --page --part test| --page shows the whole set; leave out --part, --from, --count and --numbers.
          --out a.html      | --out says where the page is written; say --page, too.
          """)
  void samplesThatAreNotThereAreWrongUse(String option, String sentence) {
    Said said = Said.to(("data show strokes " + option).split(" +"));
    assertEquals(2, said.code());
    assertEquals("weft: " + sentence + "\n", said.err());
  }
}
