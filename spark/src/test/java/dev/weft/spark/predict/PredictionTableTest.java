package dev.weft.spark.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.cluster.PredictionJob;
import dev.weft.cluster.PredictionTotals;
import dev.weft.dataset.Progress;
import dev.weft.image.PrepareAs;
import dev.weft.spark.LocalSpark;
import dev.weft.spark.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code weft predict --on} writes. */
class PredictionTableTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir private Path folder;

  private Path images;
  private Path out;

  @BeforeEach
  void makeImages() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    out = folder.resolve("answers");
    SampleFiles.model(folder, 3);
  }

  private PredictionJob job(boolean overwrite, String... images) {
    return new PredictionJob(
        folder.resolve("model.keras").toString(),
        false,
        false,
        PrepareAs.AUTO,
        List.of(),
        "",
        OptionalDouble.empty(),
        List.of(images),
        out.toString(),
        overwrite);
  }

  private PredictionTotals write(boolean overwrite, String... images) {
    return new PredictionTable(spark, job(overwrite, images)).write(Progress.NONE, () -> false).orElseThrow();
  }

  private String error(boolean overwrite, String... images) {
    return assertThrows(WeftException.class, () -> write(overwrite, images)).getMessage();
  }

  @Test
  void aFolderBecomesATableWithTheScoresOfTheCommand() throws IOException {
    Path below = Files.createDirectory(images.resolve("below"));
    SampleFiles.plain(below);
    SampleFiles.special(below);
    SampleFiles.damaged(images);
    Files.writeString(images.resolve("labels.txt"), "no image");
    Files.writeString(images.resolve("_SUCCESS"), "");
    Files.writeString(images.resolve(".hidden.png"), "");
    PredictionTotals totals = write(false, images.toString());
    assertEquals(10, totals.images());
    assertEquals(4, totals.unreadable());
    assertEquals(2, totals.passedOver());
    assertEquals(3, totals.errors().size());
    assertEquals(6, totals.classes().values().stream().mapToLong(Long::longValue).sum());
    Dataset<Row> table = spark.read().parquet(out.toString());
    assertEquals(
        "image class index probability unsure set unlikeness unlike probabilities notes error",
        String.join(" ", table.columns()));
    try (Classifier classifier = Classifier.load(folder.resolve("model.keras"))) {
      for (Row row : table.filter("error is null").collectAsList()) {
        Path file = Path.of(URI.create(row.<String>getAs("image").replaceFirst("^file:/+", "file:///")));
        Classification expected = classifier.classify(file);
        assertEquals(expected.best().name(), row.getAs("class"));
        assertEquals(Arrays.stream(expected.probabilities()).boxed().toList(), row.getList(8));
      }
    }
    assertEquals(4, table.filter("error is not null and class is null and probabilities is null").count());
  }

  @Test
  void filesAndPatternsAreImagesWhateverTheirNamesAre() throws IOException {
    SampleFiles.plain(images);
    Path odd = Files.move(images.resolve("rgb.png"), images.resolve("odd [1] ü %20.dat"));
    assertEquals(
        3, write(false, odd.toString(), images.resolve("*e*.png").toUri().toString(), images + "/bgr.*").images());
  }

  @Test
  void aTableIsReplacedOnlyIfWanted() throws IOException {
    SampleFiles.plain(images);
    write(false, images.toString());
    assertEquals(
        "--out: %s is there already; say --overwrite, or name another folder.".formatted(out),
        error(false, images.toString()));
    assertEquals(1, write(true, images + "/grey.png").images());
    assertEquals(1, spark.read().parquet(out.toString()).count());
    Files.writeString(out.resolve("dear.txt"), "mine");
    assertEquals(
        "--out: %s holds 'dear.txt', which is no part of a table; name another folder.".formatted(out),
        error(true, images.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /none/*.png          | there is no image at /none/*.png; check the path.
          s3a://bucket/photos  | needs Hadoop's library hadoop-aws
          s3://bucket/photos   | write s3a in place of s3.
          nosuch://host/photos | Hadoop knows no files of the kind 'nosuch'
          """)
  void aPlaceWithoutImagesIsOneSentence(String place, String expected) {
    String error = error(false, place);
    assertTrue(error.contains(expected), error);
    assertFalse(Files.exists(out));
  }

  /** Writes a table that changes before its rows are counted. */
  private String errorAfter(Consumer<Path> change) {
    Progress changing =
        new Progress() {
          @Override
          public void count(String doing, long done, long total, String things) {
            if (Files.exists(out.resolve("_SUCCESS"))) {
              try (Stream<Path> files = Files.list(out)) {
                files.filter(file -> file.toString().endsWith(".parquet")).forEach(change);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    PredictionTable table = new PredictionTable(spark, job(false, images.toString()));
    return assertThrows(WeftException.class, () -> table.write(changing, () -> false)).getMessage();
  }

  @Test
  void aTableWhosePartsAreElsewhereIsToldFromOneThatCannotBeRead() throws IOException {
    SampleFiles.plain(images);
    assertEquals(
        "the answers are not all in %s: each machine wrote to a disk of its own; name a folder that all machines reach."
            .formatted(out),
        errorAfter(file -> file.toFile().delete()));
    Folders.delete(out);
    String damaged = errorAfter(PredictionTableTest::damage);
    assertTrue(damaged.startsWith("the answers are in %s, but could not be counted: ".formatted(out)), damaged);
  }

  private static void damage(Path file) {
    try {
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      Files.writeString(file, "no table");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStoppedJobLeavesNothing() throws IOException {
    SampleFiles.plain(images);
    String[] many = Collections.nCopies(2_000, images.toString()).toArray(String[]::new); // nobody is done at once
    assertTrue(new PredictionTable(spark, job(false, many)).write(Progress.NONE, () -> true).isEmpty());
    if (Files.exists(out)) {
      try (Stream<Path> left = Files.list(out)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsOneSentence() throws IOException {
    SampleFiles.plain(images);
    Files.writeString(out, "a file");
    assertEquals("--out: %s is a file; name a folder.".formatted(out), error(true, images.toString()));
    assertNull(out.toFile().list());
  }
}
