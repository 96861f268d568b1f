package dev.weft.spark.ml;

import dev.weft.WeftException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads a stage that {@link WeftModelWriter} wrote, of this or an earlier version. */
final class WeftModelReader extends MLReader<WeftModel> {
  @Override
  public WeftModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), WeftModel.class.getName());
    Path file = new Path(path, WeftModelWriter.FILE);
    WeftModel stage = new WeftModel(metadata.uid(), new ModelContent(path, read(file)));
    metadata.getAndSetParams(stage, Option.empty());
    return stage;
  }

  private byte[] read(Path file) {
    try (FSDataInputStream in = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new WeftException(
          "the model of a saved stage must be in %s; it cannot be read: %s.".formatted(file, WeftException.reason(e)),
          e);
    }
  }
}
