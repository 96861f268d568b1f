package dev.weft.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.spark.LocalSpark;
import dev.weft.spark.SampleFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model says of a column of images, beside what {@code weft predict} says of the same files. */
class WeftModelTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir private Path folder;

  private Path images;

  @BeforeEach
  void makeFolder() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
  }

  private Dataset<Row> contents() {
    return spark.read().format("binaryFile").load(images.toString());
  }

  private WeftModel model(int channels) {
    return WeftModel.of(SampleFiles.model(folder, channels));
  }

  private static Path file(Row row) {
    String path = row.<Row>getAs("image") == null ? row.getAs("path") : row.<Row>getAs("image").getAs("origin");
    return Path.of(URI.create(path.replaceFirst("^file:/+", "file:///")));
  }

  private static void requireSame(Classification expected, Row row) {
    Row answer = row.getAs("classification");
    assertNull(answer.getAs("error"));
    assertEquals(expected.best().name(), answer.getAs("class"));
    assertEquals(expected.best().index(), answer.<Integer>getAs("index"));
    assertEquals(expected.best().probability(), answer.<Double>getAs("probability"));
    assertEquals(expected.isUnsure(), answer.<Boolean>getAs("unsure"));
    assertEquals(expected.set().stream().map(Classification.Label::name).toList(), answer.getList(4));
    assertEquals(expected.remarks(), answer.getList(7));
    assertEquals(expected.best().index(), row.<Double>getAs("prediction"));
    assertArrayEquals(expected.probabilities(), row.<Vector>getAs("probability").toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void scoresOfFilesAreThoseOfTheCommandBitForBit(int channels) throws IOException {
    SampleFiles.plain(images);
    SampleFiles.special(images);
    List<Row> rows = model(channels).transform(contents().withColumn("image", functions.lit(null))).collectAsList();
    assertEquals(6, rows.size());
    try (Classifier classifier = Classifier.load(folder.resolve("model.keras"))) {
      for (Row row : rows) {
        requireSame(classifier.classify(file(row)), row);
      }
    }
  }

  @Test
  void scoresOfSparksImagesAreThoseOfTheirFilesWhereSparkDecodesThemAlike() throws IOException {
    SampleFiles.plain(images);
    Dataset<Row> decoded = spark.read().format("image").load(images.toString());
    List<Row> rows = model(3).setInputCol("image").transform(decoded).collectAsList();
    assertEquals(4, rows.size());
    try (Classifier classifier = Classifier.load(folder.resolve("model.keras"))) {
      for (Row row : rows) {
        requireSame(classifier.classify(file(row)), row);
      }
    }
  }

  @Test
  void sparksImagesAreNotRotatedAsExifSaysAndOfGreyOf16BitsHaveTheLower8() throws IOException {
    SampleFiles.special(images);
    Dataset<Row> decoded = spark.read().format("image").load(images.toString());
    try (Classifier classifier = Classifier.load(SampleFiles.model(folder, 3))) {
      for (Row row : model(3).setInputCol("image").transform(decoded).collectAsList()) {
        double right = classifier.classify(file(row)).best().probability();
        assertNotEquals(right, row.<Row>getAs("classification").<Double>getAs("probability"));
        if (file(row).endsWith("deep.png")) {
          int sample = ImageIO.read(file(row).toFile()).getRaster().getSample(0, 0, 0);
          assertEquals((byte) sample, row.<Row>getAs("image").<byte[]>getAs("data")[0]);
        }
      }
    }
  }

  @Test
  void executorsReadFilesThatAColumnNames() throws IOException {
    SampleFiles.plain(images);
    Dataset<Row> paths = contents().select("path");
    List<Row> byPath = model(3).setInputCol("path").transform(paths).select("path", "probability").collectAsList();
    List<Row> byContent = model(3).transform(contents()).select("path", "probability").collectAsList();
    assertEquals(byContent, byPath);
    Row missing = model(3).setInputCol("path").transform(spark.sql("select '/none.png' as path")).first();
    assertEquals(
        "it cannot be read: there is no such file, or this machine may not read it.",
        missing.<Row>getAs("classification").getAs("error"));
  }

  @Test
  void aDamagedImageIsARowWithASentence() throws IOException {
    SampleFiles.plain(images);
    SampleFiles.damaged(images);
    StructType schema = new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);
    Dataset<Row> nothing =
        spark.createDataFrame(
            List.of(RowFactory.create("null", null), RowFactory.create("empty.png", new byte[0])), schema);
    Dataset<Row> all = contents().select("path", "content").union(nothing);
    List<Row> rows = model(3).transform(all).filter("classification.error is not null").collectAsList();
    List<String> errors = new ArrayList<>();
    for (Row row : rows) {
      Row answer = row.getAs("classification");
      assertNull(answer.getAs("class"));
      assertNull(row.getAs("prediction"));
      assertNull(row.getAs("probability"));
      errors.add(row.<String>getAs("path").replaceFirst(".*/", "") + ": " + answer.getAs("error"));
    }
    errors.sort(null);
    assertEquals(5, errors.size(), errors.toString());
    assertTrue(errors.get(0).startsWith("cut.png: "), errors.toString());
    assertTrue(errors.get(1).endsWith("the file is empty."), errors.toString());
    assertTrue(errors.get(2).contains("300 million pixels"), errors.toString());
    assertEquals("null: there is no image; it is null.", errors.get(3));
    assertTrue(errors.get(4).startsWith("text.jpg: it must be a JPEG, PNG"), errors.toString());
  }

  @Test
  void anImageThatSparkCouldNotDecodeIsARowWithASentence() throws IOException {
    SampleFiles.damaged(images);
    Files.delete(images.resolve("huge.png")); // its decoding fails Spark's own job
    Dataset<Row> decoded = spark.read().format("image").load(images.toString());
    for (Row row : model(3).setInputCol("image").transform(decoded).collectAsList()) {
      assertEquals(
          "Spark could not decode it; read files as binaryFile to see why.",
          row.<Row>getAs("classification").getAs("error"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 40})
  void partitionsChangeNoBit(int partitions) throws IOException {
    SampleFiles.plain(images);
    Dataset<Row> many = contents().crossJoin(spark.range(20).toDF("copy"));
    Dataset<Row> one = many.coalesce(1);
    WeftModel model = model(1);
    List<Row> expected =
        model.transform(one).select("path", "copy", "probability").sort("path", "copy").collectAsList();
    assertEquals(80, expected.size());
    assertEquals(
        expected,
        model
            .transform(many.repartition(partitions))
            .select("path", "copy", "probability")
            .sort("path", "copy")
            .collectAsList());
  }

  @Test
  void aStageIsSavedAndLoadedInAPipeline() throws IOException {
    SampleFiles.plain(images);
    WeftModel model = model(3).setOutputCol("").setRaw(true).setClassNames(new String[] {"a", "b", "c"});
    Pipeline pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {model, new IndexToString().setInputCol("prediction").setOutputCol("name")});
    PipelineModel fitted = pipeline.fit(contents());
    String saved = folder.resolve("saved").toString();
    fitted.write().save(saved);
    Files.delete(folder.resolve("model.keras"));
    PipelineModel loaded = PipelineModel.load(saved);
    assertEquals(model.uid(), loaded.stages()[0].uid());
    List<Row> expected = fitted.transform(contents()).drop("content").collectAsList();
    assertEquals(expected, loaded.transform(contents()).drop("content").collectAsList());
    assertTrue(List.of("a", "b", "c").contains(expected.getFirst().<String>getAs("name")));
    assertEquals(List.of("a", "b", "c"), ((WeftModel) loaded.stages()[0]).labels());
  }

  /** What Weft 0.1 wrote is read by every version after it. */
  @Test
  void aStageOfWeft01IsRead() throws IOException {
    SampleFiles.plain(images);
    WeftModel stage = WeftModel.load(Path.of("src/test/resources/stage-0.1").toUri().toString());
    assertEquals("weft_0123456789ab", stage.uid());
    assertTrue(stage.getInvert());
    assertEquals("auto", stage.getPrepare());
    assertEquals(List.of("a", "b", "c"), stage.labels());
    assertEquals(4, stage.transform(contents()).filter("classification.class is not null").count());
  }

  @Test
  void theSchemaIsKnownBeforeAnyImageIs() {
    StructType schema = model(3).transformSchema(contents().schema());
    assertEquals(
        "path modificationTime length content classification prediction probability",
        String.join(" ", schema.fieldNames()));
    assertEquals(
        "class index probability unsure set unlikeness unlike notes error",
        String.join(" ", ((StructType) schema.apply("classification").dataType()).fieldNames()));
    NominalAttribute names = (NominalAttribute) Attribute.fromStructField(schema.apply("prediction"));
    assertArrayEquals(new String[] {"cat", "dog", "owl"}, (String[]) names.values().get());
    assertEquals(schema, model(3).transform(contents()).schema());
  }

  @Test
  void aWrongColumnIsAnErrorBeforeAnyImageIsRead() {
    Dataset<Row> table = contents();
    assertEquals(
        "inputCol must name a column of images; there is no 'photo' among [path, modificationTime, length, content].",
        error(() -> model(3).setInputCol("photo").transform(table)));
    assertEquals(
        "inputCol must be binary (an image file's content), string (its path) or Spark's image struct; 'length' is"
            + " bigint.",
        error(() -> model(3).setInputCol("length").transform(table)));
    assertEquals(
        "the table has a column 'length' already; set outputCol, predictionCol or probabilityCol to another name.",
        error(() -> model(3).setPredictionCol("length").transform(table)));
    assertEquals(
        "prepare must be auto, digit or none; received 'fast'.", error(() -> model(3).setPrepare("fast").labels()));
  }

  private static String error(org.junit.jupiter.api.function.Executable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong).getMessage();
  }

  @Test
  void aStreamOfFilesIsPredictedAsTheyCome() throws Exception {
    SampleFiles.plain(images);
    String out = folder.resolve("out").toString();
    predictStream(out);
    SampleFiles.damaged(images);
    predictStream(out);
    Dataset<Row> written = spark.read().parquet(out);
    assertEquals(7, written.count()); // Spark leaves out the empty file
    assertEquals(3, written.filter("classification.error is not null").count());
    Dataset<Row> batch = model(3).transform(contents()).drop("content");
    assertEquals(0, batch.select("path", "probability").except(written.select("path", "probability")).count());
  }

  private void predictStream(String out) throws Exception {
    Dataset<Row> stream = spark.readStream().format("binaryFile").schema(contents().schema()).load(images.toString());
    StreamingQuery query =
        model(3)
            .transform(stream)
            .drop("content")
            .writeStream()
            .format("parquet")
            .outputMode("append")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.AvailableNow())
            .start(out);
    query.awaitTermination();
    assertFalse(query.isActive());
  }
}
