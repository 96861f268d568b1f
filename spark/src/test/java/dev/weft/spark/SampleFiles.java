package dev.weft.spark;

import dev.weft.SplitMix64;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.Temperature;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A model and images of every kind, as files. */
public final class SampleFiles {
  private SampleFiles() {}

  /** A calibrated model of three classes that takes images of 8 x 8. */
  public static Path model(Path folder, int channels) {
    Model model =
        Model.compile(
            Sequential.of(Input.of(8, 8, channels), Flatten.of(), Dense.of(3).activation(Activation.SOFTMAX)),
            SGD.of(),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            7);
    Confidence confidence =
        new Confidence(
            100,
            new Temperature(2),
            Optional.empty(),
            List.of(new ConformalSets(ConformalSets.Method.LAC, 0.9, List.of(0.7))),
            List.of(),
            OptionalDouble.of(0.5));
    Path file = folder.resolve("model.keras");
    KerasFile.write(
        file,
        new KerasModel(
            model,
            new Metadata(
                List.of("cat", "dog", "owl"),
                "",
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(confidence),
                Optional.empty(),
                Map.of())));
    return file;
  }

  /** Images that Spark decodes as Weft does. */
  public static void plain(Path folder) throws IOException {
    write(folder.resolve("grey.png"), BufferedImage.TYPE_BYTE_GRAY, 1);
    write(folder.resolve("rgb.png"), BufferedImage.TYPE_INT_RGB, 2);
    write(folder.resolve("bgr.bmp"), BufferedImage.TYPE_3BYTE_BGR, 3);
    write(folder.resolve("alpha.png"), BufferedImage.TYPE_INT_ARGB, 4);
  }

  /** Images that Spark decodes otherwise: 16 bits a sample, and one to be rotated as EXIF says. */
  public static void special(Path folder) throws IOException {
    write(folder.resolve("deep.png"), BufferedImage.TYPE_USHORT_GRAY, 5);
    Files.write(folder.resolve("rotated.jpg"), rotated(image(BufferedImage.TYPE_INT_RGB, 6)));
  }

  /** Files that are no images, though their names say so. */
  public static void damaged(Path folder) throws IOException {
    Files.write(folder.resolve("empty.png"), new byte[0]);
    Files.writeString(folder.resolve("text.jpg"), "no image");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ImageIO.write(image(BufferedImage.TYPE_INT_RGB, 7), "png", whole);
    Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
    Files.write(folder.resolve("huge.png"), wide(whole.toByteArray()));
  }

  /** A PNG that says that it is two billion pixels wide. */
  private static byte[] wide(byte[] png) {
    png[16] = 0x7f;
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    return png;
  }

  private static void write(Path file, int type, long seed) throws IOException {
    ImageIO.write(image(type, seed), file.toString().replaceFirst(".*\\.", ""), file.toFile());
  }

  private static BufferedImage image(int type, long seed) {
    SplitMix64 random = SplitMix64.of(seed);
    BufferedImage image = new BufferedImage(24, 16, type);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        image.setRGB(x, y, (int) random.nextLong());
      }
    }
    return image;
  }

  /** A JPEG whose orientation is 6: its right side is up. */
  private static byte[] rotated(BufferedImage image) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", jpeg);
    byte[] tiff = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(jpeg.toByteArray(), 0, 2);
    all.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (8 + tiff.length)});
    all.write("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
    all.write(tiff);
    all.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
    return all.toByteArray();
  }
}
