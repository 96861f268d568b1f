package dev.weft.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;

/** Writes a stage: its settings as Spark's stages have them, and the model's file as it is. */
final class WeftModelWriter extends MLWriter {
  /** The model's file in a stage's folder. */
  static final String FILE = "model";

  private final WeftModel stage;

  WeftModelWriter(WeftModel stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, sparkSession());
    Path file = new Path(path, FILE);
    try (FSDataOutputStream out =
        file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).create(file)) {
      out.write(stage.content().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
