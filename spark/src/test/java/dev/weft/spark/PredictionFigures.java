package dev.weft.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.image.PreparedImage;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.spark.ml.WeftModel;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many images of MNIST, as PNG files in a table, are predicted a second: by one thread of this process, by one
 * executor of one core, and by two. All give the same bits. It runs only where it is named; the property {@code
 * weft.images} says how many images, {@code weft.repeats} how often each is measured, {@code weft.files} of how many
 * files.
 */
class PredictionFigures {
  private static final int IMAGES = Integer.getInteger("weft.images", 100_000);
  private static final int REPEATS = Integer.getInteger("weft.repeats", 3);

  /** As many tasks: Hadoop starts processes for each file that it writes to a local disk. */
  private static final int FILES = Integer.getInteger("weft.files", 8);

  private static final int BATCH = 32;

  @TempDir private Path folder;

  @Test
  void imagesASecond() throws IOException {
    Path model = model();
    List<byte[]> images = images();
    List<double[]> expected = new ArrayList<>();
    double[] here = new double[REPEATS];
    try (Classifier classifier = Classifier.load(model, ClassifierOptions.of().threads(1))) {
      predict(classifier, images); // the JVM compiles
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        expected = predict(classifier, images);
        here[i] = seconds(start);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("| what predicts | images a second | of one thread | seconds of each run |");
    lines.add("|---|---|---|---|");
    lines.add(line("one thread of a process", here, here));
    double[] one = onSpark(1, model, images, expected);
    lines.add(line("`local-cluster[1,1,1024]`", one, here));
    double[] two = onSpark(2, model, images, expected);
    lines.add(line("`local-cluster[2,1,1024]`", two, here));
    lines.add("");
    double overhead = (median(one) - median(here)) / IMAGES * 1e6;
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d images; two executors are %.2f times as fast as one; an executor adds %.1f microseconds an image.",
            IMAGES,
            median(one) / median(two),
            overhead));
    System.out.println(String.join("\n", lines));
  }

  private static String line(String what, double[] seconds, double[] here) {
    String each = String.join(", ", Arrays.stream(seconds).mapToObj(of -> "%.1f".formatted(of)).toList());
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %s |",
        what,
        IMAGES / median(seconds),
        median(here) / median(seconds),
        each);
  }

  private static double median(double[] seconds) {
    return Arrays.stream(seconds).sorted().toArray()[seconds.length / 2];
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** As large as the network of the built-in experiment b-cnn; its speed does not depend on its weights. */
  private Path model() {
    Model model =
        Model.compile(
            Sequential.of(
                Input.of(28, 28, 1),
                Conv2D.of(32, 3).activation(Activation.RELU),
                MaxPooling2D.of(2),
                Conv2D.of(64, 3).activation(Activation.RELU),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dense.of(128).activation(Activation.RELU),
                Dense.of(10).activation(Activation.SOFTMAX)),
            Adam.of(),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            7);
    Path file = folder.resolve("model.keras");
    List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    KerasFile.write(
        file,
        new KerasModel(
            model,
            new Metadata(
                digits,
                "mnist",
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of())));
    return file;
  }

  private static List<byte[]> images() throws IOException {
    ImageSet train = Datasets.load("mnist").train();
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < Math.min(IMAGES, train.size()); i++) {
      BufferedImage image = new BufferedImage(train.width(), train.height(), BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, train.width(), train.height(), train.image(i));
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      images.add(png.toByteArray());
    }
    for (int i = 0; images.size() < IMAGES; i++) {
      images.add(images.get(i));
    }
    return images;
  }

  private static List<double[]> predict(Classifier classifier, List<byte[]> images) {
    List<double[]> all = new ArrayList<>();
    for (int from = 0; from < images.size(); from += BATCH) {
      List<PreparedImage> batch =
          images.subList(from, Math.min(images.size(), from + BATCH)).stream().map(classifier::prepare).toList();
      for (Classification answer : classifier.classifyAlone(batch)) {
        all.add(answer.probabilities());
      }
    }
    return all;
  }

  private double[] onSpark(int executors, Path model, List<byte[]> images, List<double[]> expected) {
    SparkConf conf = SparkCluster.conf("local-cluster[%s,1,1024]".formatted(executors), "figures");
    conf.set("spark.sql.files.openCostInBytes", "0").set("spark.sql.files.minPartitionNum", String.valueOf(FILES));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      String table = folder.resolve("images").toString();
      if (!folder.resolve("images").toFile().exists()) {
        write(spark, images, table);
      }
      Dataset<Row> read = spark.read().parquet(table);
      WeftModel stage = WeftModel.of(model);
      String out = folder.resolve("answers").toString();
      double[] seconds = new double[REPEATS];
      for (int i = -1; i < REPEATS; i++) { // before the first the JVMs start and compile
        long start = System.nanoTime();
        stage
            .transform(read)
            .drop("content")
            .write()
            .mode(SaveMode.Overwrite)
            .option("parquet.enable.dictionary#probability.values.list.element", false)
            .parquet(out);
        if (i >= 0) {
          seconds[i] = seconds(start);
        }
      }
      for (Row row : spark.read().parquet(out).select("index", "probability").collectAsList()) {
        assertArrayEquals(expected.get(row.getInt(0)), row.<Vector>getAs(1).toArray());
      }
      return seconds;
    } finally {
      spark.stop();
    }
  }

  private static void write(SparkSession spark, List<byte[]> images, String table) {
    StructType schema = new StructType().add("index", DataTypes.IntegerType).add("content", DataTypes.BinaryType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      rows.add(RowFactory.create(i, images.get(i)));
    }
    spark.createDataFrame(rows, schema).repartition(FILES).write().parquet(table);
  }
}
