package dev.weft.server.classroom;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.SyntheticDigits;
import dev.weft.experiment.DataSource;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A class that learns {@code strokes}, judged by other drawings of digits. */
final class MadeClass {
  static final ImageDataset STROKES = Datasets.load("strokes");
  static final int IMAGES = 200;
  private static final ImageSet OTHERS = SyntheticDigits.make(77).test();

  private MadeClass() {}

  /**
   * Test images in folders by class: drawings of another seed, and the first training images of the students.
   *
   * @param held how many of these
   */
  static Path test(Path folder, int held) throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      write(folder, OTHERS, i, "new");
    }
    for (int i = 0; i < held; i++) {
      write(folder, STROKES.train(), i, "held");
    }
    return folder;
  }

  private static void write(Path folder, ImageSet set, int i, String kind) throws IOException {
    BufferedImage image = new BufferedImage(set.width(), set.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, set.width(), set.height(), set.image(i));
    Path of = Files.createDirectories(folder.resolve(set.classNames().get(set.label(i))));
    ImageIO.write(image, "png", of.resolve("%s-%04d.png".formatted(kind, i)).toFile());
  }

  static ClassSettings settings(Path test, Path folder, String code) {
    return new ClassSettings(
        DataSource.named("strokes"), test, folder, Optional.ofNullable(code), Duration.ofMinutes(2), null);
  }

  /**
   * A small network of a student.
   *
   * @param images of the training that it sees; the more, the better it is
   */
  static Path model(Path file, int images, long seed) {
    Graph network = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(10).activation(Activation.SOFTMAX));
    Model model = Model.compile(network, Adam.of(5e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, seed);
    model.fit(STROKES.train().first(images).first(), Fit.epochs(3).batchSize(16).threads(1));
    Metadata metadata = new Metadata(STROKES.train().classNames(), "strokes", Map.of("train_seconds", 1.5));
    KerasFile.write(file, new KerasModel(model, metadata));
    return file;
  }
}
