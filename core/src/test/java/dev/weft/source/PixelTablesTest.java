package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final String HEADER = "writer,label,p0,p1,p2,p3,p4,p5,p6,p7,p8";

  @Test
  void aColumnOfWordsIsNoLabelBesideOneThatIsCalledSo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, HEADER + "\nann,3,1,2,3,4,5,6,7,8,9\nbob,5,1,2,3,4,5,6,7,8,9\n");
    try (ImageSource source = Sources.open(file, SourceOptions.NONE)) {
      assertEquals(List.of("3", "5"), source.classNames());
      assertEquals("The column 'writer' is not used.", source.notes().getFirst());
    }
    Files.writeString(file, HEADER.replace("label", "place") + "\nann,x,1,2,3,4,5,6,7,8,9\nbob,y,1,2,3,4,5,6,7,8,9\n");
    String message = assertThrows(WeftException.class, () -> Sources.open(file, SourceOptions.NONE)).getMessage();
    assertTrue(message.contains("which column has the labels? several have no numbers: writer, place;"), message);
  }

  @Test
  void aColumnThatIsNotThereHasNoGroups() {
    SourceOptions options = new SourceOptions("", "patiant");
    String message =
        assertThrows(WeftException.class, () -> Sources.open(FOLDER.resolve("no-header.csv"), options)).getMessage();
    assertTrue(message.contains("there is no column 'patiant' with groups"), message);
  }

  @Test
  void aWordThatIsNoPartIsRefusedWithItsRow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.csv");
    String header = HEADER.replace("writer", "split");
    Files.writeString(file, header + "\ntrain,3,1,2,3,4,5,6,7,8,9\nholdout,5,1,2,3,4,5,6,7,8,9\n");
    String message = assertThrows(WeftException.class, () -> Sources.open(file, SourceOptions.NONE)).getMessage();
    assertTrue(message.contains("t.csv, row 3: a part is train, validation or test; received 'holdout'"), message);
  }

  @Test
  void aColumnThatIsNotThereIsNoLabel() {
    SourceOptions options = new SourceOptions("nope", "");
    String message =
        assertThrows(WeftException.class, () -> Sources.open(FOLDER.resolve("no-header.csv"), options)).getMessage();
    assertTrue(message.contains("there is no column 'nope'"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void linesEndAsExcelEndsThem(String end, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.csv");
    String text = HEADER.replace("writer,", "") + "\n3,1,2,3,4,5,6,7,8,9\n5,1,2,3,4,5,6,7,8,9\n";
    for (String mark : new String[] {"", "sep=;\n"}) {
      Files.writeString(file, (mark + text.replace(',', mark.isEmpty() ? ',' : ';')).replace("\n", end));
      try (ImageSource source = Sources.open(file, SourceOptions.NONE)) {
        assertEquals(List.of("3", "5"), source.classNames());
        assertEquals(9, source.read(1).pixels()[8]);
      }
    }
  }

  @Test
  void fractionsThatWouldAllBeBlackAreRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), HEADER.replace("writer,", "") + "\n3,0,0,0,0,0,0,0,0,2.5\n");
    String message = assertThrows(WeftException.class, () -> Sources.open(file, SourceOptions.NONE)).getMessage();
    assertTrue(message.contains("received 0 to 2.5"), message);
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
