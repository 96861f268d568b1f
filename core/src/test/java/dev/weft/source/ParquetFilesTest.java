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

/** Parquet files, against those that pyarrow wrote: {@code parquet.py} beside them. */
class ParquetFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/tables/parquet");

  static List<ExpectedSource> expected() throws IOException {
    return ExpectedSource.all("parquet.tsv");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void filesAreAsPyarrowWroteThem(ExpectedSource expected) {
    try (ImageSource source = Sources.open(FOLDER.resolve(expected.path()), SourceOptions.NONE)) {
      expected.assertSame(source);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lists.parquet    | images are a column of binary, or of Hugging Face's {bytes, path}
          no-label.parquet | which column has the labels? it has a, b; name the column
          numbers.parquet  | the columns are a, b; encode the images as PNG first.
          cut.parquet      | cut.parquet: a Parquet file ends with what it holds; this end cannot be read
          footer.parquet   | footer.parquet: a Parquet file ends with what it holds; this end cannot be read
          page.parquet     | a Parquet file has row groups, columns and pages as its end says
          climbs.parquet   | an image lies in or below the Parquet file's folder; received '../../parquet.py'
          """)
  void whatCannotBeReadIsRefusedInASentence(String file, String sentence) {
    Path path = FOLDER.resolve("bad").resolve(file);
    String message =
        assertThrows(
                WeftException.class,
                () -> {
                  try (ImageSource source = Sources.open(path, SourceOptions.NONE)) {
                    source.read(0);
                  }
                })
            .getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void filesThatAreMissingAreNoted(@TempDir Path folder) throws IOException {
    for (int i : new int[] {0, 2}) {
      Files.copy(FOLDER.resolve("cifar.parquet"), folder.resolve("train-0000" + i + "-of-00003.parquet"));
    }
    try (ImageSource source = Sources.open(folder, SourceOptions.NONE)) {
      String missing = "1 of the 3 files of 'train' are missing.";
      assertTrue(source.notes().contains(missing), source.notes()::toString);
    }
  }

  @Test
  void anImageThatARowNamesIsAFileOfTheSource() {
    try (ImageSource named = Sources.open(FOLDER.resolve("paths/table.parquet"), SourceOptions.NONE);
        ImageSource held = Sources.open(FOLDER.resolve("none.parquet"), SourceOptions.NONE)) {
      assertEquals(13, named.files().size());
      assertTrue(named.files().containsValue(FOLDER.resolve("paths/images/11.png").toAbsolutePath()));
      assertEquals(List.of("none.parquet"), List.copyOf(held.files().keySet()));
    }
  }

  @Test
  void ofSeveralLabelsOneMayBeNamed() {
    Path file = FOLDER.resolve("cifar.parquet");
    try (ImageSource source = Sources.open(file, new SourceOptions("coarse_label", ""))) {
      assertEquals(List.of("0"), source.classNames());
    }
    try (ImageSource source = Sources.open(file, new SourceOptions("fine_label", "coarse_label"))) {
      assertEquals("0", source.samples().getFirst().group());
    }
  }
}
