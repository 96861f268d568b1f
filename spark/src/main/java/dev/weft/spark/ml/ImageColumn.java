package dev.weft.spark.ml;

import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.image.PreparedImage;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a column of images holds. */
enum ImageColumn {
  /** The bytes of image files, as the source {@code binaryFile} has them. */
  CONTENT {
    @Override
    PreparedImage prepared(Object value, Classifier classifier, Configuration files) {
      return classifier.prepare((byte[]) value);
    }

    @Override
    long bytes(Object value) {
      return ((byte[]) value).length;
    }
  },

  /** Paths or URIs of image files, which the executor reads. */
  FILE {
    @Override
    PreparedImage prepared(Object value, Classifier classifier, Configuration files) {
      return classifier.prepare(ImageFileContent.read((String) value, files));
    }
  },

  /** Decoded images, as Spark's source {@code image} has them: bytes in the order blue, green, red, alpha. */
  DECODED {
    @Override
    PreparedImage prepared(Object value, Classifier classifier, Configuration files) {
      return classifier.prepare(image((Row) value));
    }

    @Override
    long bytes(Object value) {
      byte[] data = ((Row) value).getAs("data");
      return data == null ? 0 : data.length;
    }
  };

  private static final Set<String> FIELDS = Set.of("height", "width", "nChannels", "mode", "data");

  /** Where OpenCV's types of unsigned bytes are: {@code CV_8UC1}, {@code CV_8UC3} and {@code CV_8UC4}. */
  private static int mode(int channels) {
    return (channels - 1) << 3;
  }

  /**
   * Which one a column is.
   *
   * @throws IllegalArgumentException if the column is missing or of another type
   */
  static ImageColumn of(StructType schema, String column) {
    int at = List.of(schema.fieldNames()).indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "inputCol must name a column of images; there is no '%s' among %s."
              .formatted(column, List.of(schema.fieldNames())));
    }
    DataType type = schema.fields()[at].dataType();
    return switch (type) {
      case BinaryType content -> CONTENT;
      case StringType path -> FILE;
      case StructType image when isImage(image) -> DECODED;
      default ->
          throw new IllegalArgumentException(
              "inputCol must be binary (an image file's content), string (its path) or Spark's image struct; '%s' is %s."
                  .formatted(column, type.simpleString()));
    };
  }

  private static boolean isImage(StructType type) {
    Set<String> names = new TreeSet<>();
    for (StructField field : type.fields()) {
      names.add(field.name());
    }
    return names.containsAll(FIELDS);
  }

  /**
   * A value that is not null, as the network takes it.
   *
   * @param files how files are reached
   * @throws WeftException if it is no image, is damaged, or has too many pixels
   */
  abstract PreparedImage prepared(Object value, Classifier classifier, Configuration files);

  /** How much memory the value of a row takes. */
  long bytes(Object value) {
    return 0;
  }

  private static BufferedImage image(Row image) {
    int height = image.getAs("height");
    int width = image.getAs("width");
    int channels = image.getAs("nChannels");
    int mode = image.getAs("mode");
    byte[] data = image.getAs("data");
    if (mode < 0 || height < 1 || width < 1) {
      throw new WeftException("Spark could not decode it; read files as binaryFile to see why.");
    }
    boolean isKnown = (channels == 1 || channels == 3 || channels == 4) && mode == mode(channels);
    if (!isKnown || data == null || data.length != (long) height * width * channels) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "an image struct must hold height x width x nChannels bytes, of mode 0, 16 or 24;"
                  + " received %d bytes for %d x %d x %d of mode %d.",
              data == null ? 0 : data.length,
              height,
              width,
              channels,
              mode));
    }
    int[] order = channels == 1 ? new int[] {0} : channels == 3 ? new int[] {2, 1, 0} : new int[] {2, 1, 0, 3};
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            channels == 4,
            false,
            channels == 4 ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    DataBufferByte bytes = new DataBufferByte(data, data.length);
    return new BufferedImage(
        colours,
        Raster.createInterleavedRaster(
            bytes, width, height, Math.multiplyExact(width, channels), channels, order, null),
        false,
        null);
  }
}
