package dev.weft.bench.compare;

import dev.weft.WholeFile;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.engine.Variable;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.SGD;
import dev.weft.model.Shape;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.zoo.Family;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What {@link Workload#W11} needs as files: JPEG images of 256x256 pixels of the first five classes, a folder a class,
 * to train and to test on; MobileNetV2 as a Keras file; and the experiment that fine-tunes it.
 */
final class FineTuning {
  static final int CLASSES = 5;

  private static final String FOLDERS = Workload.W11.key() + "-";

  private static final int SIDE = 256;
  private static final int NOISE = 24;

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(1);

  private FineTuning(Path folder) {
    this.folder = folder;
  }

  /** Images to test on, of so many to train on. */
  private static int tested(int images) {
    return images / 4;
  }

  /** Where everything is for so many images. */
  static Path folder(Path all, int images) {
    return all.resolve(FOLDERS + images);
  }

  /** Whether it is such a folder, perhaps unfinished. */
  static boolean isFolder(Path path) {
    return Files.isDirectory(path) && path.getFileName().toString().startsWith(FOLDERS);
  }

  /** Writes everything into a folder, unless it is there. */
  static void write(Path folder, Workload workload, int images) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path unfinished = folder.resolveSibling(folder.getFileName() + "-unfinished");
      FineTuning files = new FineTuning(unfinished);
      files.photos(Datasets.load(workload.dataset(), null, Progress.NONE).train(), images);
      files.network(workload);
      files.experiment(workload);
      Files.move(unfinished, folder);
    }
  }

  private void photos(ImageSet set, int images) throws IOException {
    int written = 0;
    for (int i = 0; written < images + tested(images); i++) {
      if (set.label(i) < CLASSES) {
        String part = written < images ? "train" : "test";
        Path of = Files.createDirectories(folder.resolve("photos").resolve(part).resolve("class-" + set.label(i)));
        ImageIO.write(photo(set.image(i), set.height()), "jpg", of.resolve(written++ + ".jpg").toFile());
      }
    }
  }

  /** A grey image in a colour of its own, with noise, so that decoding it is as much work as a photograph. */
  private BufferedImage photo(byte[] grey, int side) {
    BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int[] share = {random.nextInt(208, 256), random.nextInt(208, 256), random.nextInt(208, 256)};
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int value = grey[y * side / SIDE * side + x * side / SIDE] & 0xff;
        int rgb = 0;
        for (int of : share) {
          rgb = rgb << 8 | Math.clamp(value * of / 255 + random.nextInt(NOISE), 0, 255);
        }
        photo.setRGB(x, y, rgb);
      }
    }
    return photo;
  }

  /** With the weights of the network of the other sides, and a head that will be left out. */
  private void network(Workload workload) {
    Graph tuned = workload.network(workload.size());
    Shape input = tuned.input();
    Graph whole = Family.MOBILENET_V2.network(input, 1_000);
    Model model = Model.compile(whole, Adam.of(), new Loss.SparseCategoricalCrossentropy(false), 1);
    for (Variable variable : weights(tuned, workload)) {
      if (!variable.layer().equals(tuned.outputName())) {
        float[] values = variable.values();
        System.arraycopy(values, 0, model.weights(variable.layer(), variable.weight().name()), 0, values.length);
      }
    }
    KerasFile.write(folder.resolve("base.keras"), new KerasModel(model, Metadata.unknown(1_000)));
  }

  /**
   * The first weights of the network: random ones, but batch normalization has the averages of a batch of images, since
   * behind others nothing of an image would be left that a head could learn from.
   */
  static List<Variable> weights(Graph network, Workload workload) {
    List<Node> nodes = network.nodes().stream().map(FineTuning::withoutMemory).toList();
    Graph measured =
        new Graph(network.name(), network.inputName(), network.input(), nodes, network.outputName(), List.of());
    Model model = Model.compile(measured, SGD.of(1e-12), new Loss.SparseCategoricalCrossentropy(false), 1);
    ImageSet all = Datasets.load(workload.dataset(), null, Progress.NONE).train();
    int[] chosen = IntStream.range(0, all.size()).filter(i -> all.label(i) < CLASSES).limit(64).toArray();
    ImageSet images = Enlarged.of(all.subset(chosen), network.input().size(0), network.input().last());
    int[] labels = images.labels();
    ImageSet five =
        ImageSet.of(images.pixels(), labels, images.height(), images.width(), 3, all.classNames().subList(0, CLASSES));
    model.fit(five, Fit.epochs(1).batchSize(chosen.length).shuffle(false));
    return model.variables();
  }

  /** Batch normalization whose averages are those of the last batch alone. */
  private static Node withoutMemory(Node node) {
    return node.layer() instanceof BatchNormalization layer ? node.layer(layer.momentum(0)) : node;
  }

  private void experiment(Workload workload) {
    String text =
        """
        name: fine-tuning
        data: { path: photos, image: { size: [%1$s, %1$s], channels: 3, resize: stretch } }
        model:
          from: base.keras
          without_top: true
          freeze: true
          then:
            - Dense: { units: %2$s, activation: softmax }
        training:
          optimizer: { Adam: { learning_rate: 0.001 } }
          loss: sparse_categorical_crossentropy
          epochs: %3$s
          batch_size: %4$s
        """
            .formatted(workload.size(), CLASSES, Workload.FINE_TUNING_EPOCHS, workload.batches().getFirst());
    WholeFile.write(folder.resolve("experiment.yaml"), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
