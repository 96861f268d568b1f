package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of pixels, against files that pandas wrote: {@code pixels.py} beside them. */
class PixelTablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/tables/pixels");

  static List<ExpectedSource> expected() throws IOException {
    return ExpectedSource.all("pixels.tsv");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void tablesAreAsPandasWroteThem(ExpectedSource expected) {
    try (ImageSource source = Sources.open(FOLDER.resolve(expected.path()), SourceOptions.NONE)) {
      expected.assertSame(source);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          short.csv     | short.csv, row 3, the end: a row has 26 fields; received 25;
          long.csv      | long.csv, row 3, the end: a row has 26 fields; received 27;
          word.csv      | word.csv, row 3, column 18 (pixel16): a pixel is a number from 0 to 255; received 'x7';
          empty.csv     | empty.csv, row 3, column 18 (pixel16): a pixel is a number from 0 to 255; received nothing;
          large.csv     | large.csv, row 3, column 18 (pixel16): a pixel is 0 to 255, or 0 to 1; received 256;
          negative.csv  | negative.csv, row 3, column 18 (pixel16): a pixel is 0 to 255, or 0 to 1; received -2;
          no-label.csv  | no-label.csv, row 3, column 1 (label): each row has a label; received none;
          test.csv      | test.csv: a table of pixels has a column of labels beside the pixels of squares; received 25
          no-square.csv | the pixels of a row are a square, grey or in colour; received 15 columns of pixels
          """)
  void whatIsWrongIsReportedWithItsPlace(String file, String sentence) {
    String message =
        assertThrows(WeftException.class, () -> Sources.open(FOLDER.resolve("bad").resolve(file), SourceOptions.NONE))
            .getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void theColumnOfTheLabelsMayBeNamed() {
    try (ImageSource source = Sources.open(FOLDER.resolve("index.csv"), new SourceOptions("label", ""))) {
      assertEquals(List.of("0", "1", "2"), source.classNames());
    }
    try (ImageSource source = Sources.open(FOLDER.resolve("no-header-last.csv"), new SourceOptions("26", ""))) {
      assertEquals(List.of("0", "1", "2"), source.classNames());
    }
  }

  @Test
  void whatWasAssumedIsNoted() {
    assertEquals(List.of("The first column is taken as the label."), notes("no-header.csv"));
    assertEquals(List.of("The last column is taken as the label."), notes("no-header-last.csv"));
    assertEquals(List.of("The pixels are in colour, first all of red, as in CIFAR."), notes("planes.csv"));
    assertTrue(notes("competition").getFirst().startsWith("Not used: "), notes("competition")::toString);
  }

  private static List<String> notes(String file) {
    try (ImageSource source = Sources.open(FOLDER.resolve(file), SourceOptions.NONE)) {
      return source.notes();
    }
  }
}
