package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.Scaling;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.Optimizer;
import dev.weft.model.Rescaling;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Model files: Keras 3's {@code .keras}, written and read, and the older {@code .h5} of a whole model, read.
 *
 * <p>A {@code .keras} is a zip of {@code config.json} (network, optimizer, loss), {@code model.weights.h5} (weights and
 * optimizer state, bit for bit) and {@code metadata.json}. Weft adds {@code weft.json}, which Keras ignores: {@link
 * Metadata}, the scaling, the seed, and a learning rate schedule that Keras does not have (Keras sees a constant rate
 * then, the first one; a schedule that is a Java function is kept nowhere). A file without it gets {@link
 * Metadata#unknown} and bytes divided by 255, or bytes as they are where the network begins with a Rescaling or
 * Normalization. What only training needs and Weft lacks is left out; {@link KerasModel#notes} say so, and {@link
 * Model#fit} refuses then, as it does with a model that was never compiled.
 *
 * <p>Files may come from strangers. A file may have 16 MiB of JSON, a network 10,000 layers, HDF5 data just under 2 GiB
 * and not much more than the network needs, and all together must fit into the JVM's memory. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras</a>.
 */
public final class KerasFile {
  /** What a trained model's file is called in the folder of its run. */
  public static final String OF_RUN = "model.keras";

  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  private static final String KERAS_VERSION = "3.15.1";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private static final String ANEW = "the optimizer's state in the file does not fit it, so a training starts anew.";

  private KerasFile() {}

  // ---- writing

  /** What to know of the file of such a network; empty if Keras reads it, too. */
  public static Optional<String> forWeftAlone(Graph network) {
    return ConfigWriter.isKnownToKeras(network)
        ? Optional.empty()
        : Optional.of("Keras has no activation gelu_tanh and does not load this network's file; Weft does.");
  }

  /**
   * Writes a {@code .keras} file; it appears whole or not at all. Keras reads it, unless {@link #forWeftAlone} says
   * otherwise.
   *
   * @throws WeftException when the file cannot be written
   */
  public static void write(Path file, KerasModel model) {
    Path weights = WholeFile.temporary(file.resolveSibling(file.getFileName() + ".h5"));
    WholeFile.deleteAtExit(weights);
    try {
      Weights.write(model.model(), weights);
      WholeFile.write(file, out -> writeZip(out, model, weights));
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } finally {
      WholeFile.delete(weights);
    }
  }

  /**
   * Writes a {@code .keras} file that takes the bytes of images of any size: before the network stand Resizing, and
   * Rescaling where it scales. Keras's Resizing has borders of one colour, and does no preparation of digits.
   *
   * @throws WeftException when the file cannot be written, the network takes no images, or each pixel has a scaling of
   *     its own
   */
  public static void export(Path file, KerasModel model) {
    write(file, WayIn.before(model));
  }

  private static void writeZip(OutputStream out, KerasModel model, Path weights) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      String date = DATE.format(LocalDateTime.now());
      ZipEntries.add(zip, METADATA, Json.write(Map.of("keras_version", KERAS_VERSION, "date_saved", date)));
      ZipEntries.add(zip, CONFIG, Json.write(ConfigWriter.write(model.model())));
      ZipEntries.add(zip, WEIGHTS, weights);
      ZipEntries.add(zip, WeftPart.OF_KERAS, WeftPart.of(model).toBytes());
    }
  }

  // ---- reading

  /** Whether a file begins as a {@code .keras} or an {@code .h5} does; its first 8 bytes say it. */
  public static boolean isKeras(byte[] start) {
    return Hdf5.isHdf5(start) || isZip(start);
  }

  private static boolean isZip(byte[] start) {
    return start.length == 8 && start[0] == 'P' && start[1] == 'K';
  }

  /**
   * Reads a {@code .keras} or {@code .h5} file, whatever its name is.
   *
   * @throws WeftException when it is damaged, needs more memory than there is, or its network has what Weft does not
   *     have: then all of that is named
   */
  public static KerasModel read(Path file) {
    try {
      byte[] start = start(file);
      if (Hdf5.isHdf5(start)) {
        return readHdf5(file);
      }
      if (isZip(start)) {
        return readZip(file);
      }
      throw new WeftException("it is no model file; give one that Keras or Weft saved as .keras, or Keras as .h5.");
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (ZipException e) {
      throw new WeftException(file + ": it is cut off or damaged (" + e.getMessage() + ").", e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /**
   * What stands beside a {@code .keras} file's model, without reading its weights; empty if Weft did not write it.
   *
   * @throws WeftException when it is damaged, or is no {@code .keras} file
   */
  public static Optional<Metadata> metadata(Path file) {
    try (ZipFile zip = ZipEntries.open(file)) {
      return weft(zip).map(WeftPart::metadata);
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (ZipException e) {
      throw new WeftException(file + ": it is cut off or damaged (" + e.getMessage() + ").", e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static Optional<WeftPart> weft(ZipFile zip) throws IOException {
    String name = WeftPart.OF_KERAS;
    return zip.getEntry(name) == null
        ? Optional.empty()
        : Optional.of(WeftPart.read(ZipEntries.bytes(zip, name, ModelLimits.MOST_JSON), name));
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    }
  }

  private static KerasModel readZip(Path file) throws IOException {
    try (ZipFile zip = ZipEntries.open(file)) {
      Map<String, Object> config = Json.read(ZipEntries.bytes(zip, CONFIG, ModelLimits.MOST_JSON), CONFIG);
      ConfigReader.Described described =
          ConfigReader.read(config, optional(config.get("compile_config"), "'compile_config'"), kerasVersion(zip));
      Optional<WeftPart> weft = weft(zip);
      Hdf5 weights = new Hdf5(ZipEntries.bytes(zip, WEIGHTS, ModelLimits.mostHdf5(described.network())));
      Model model = compile(described, weights.length(), weft);
      Weights.read(weights, model, described);
      if (hasOptimizer(described) && !Weights.readOptimizer(weights, model, described.layers())) {
        described.leftOut().note(ANEW);
      }
      Metadata metadata =
          weft.map(WeftPart::metadata).orElseGet(() -> Metadata.unknown(model.network().output().last()));
      metadata.requireFits(model.network());
      return read(model, described, metadata, scaling(model.network(), weft).isPresent());
    }
  }

  private static KerasModel readHdf5(Path file) throws IOException {
    long size = Files.size(file);
    if (size > ModelLimits.MOST_HDF5) {
      throw new WeftException("it may have at most " + ModelLimits.MOST_HDF5 + " bytes; it has " + size + ".");
    }
    ModelLimits.requireMemory(2 * size);
    Hdf5 hdf5 = new Hdf5(Files.readAllBytes(file));
    ConfigReader.Described described = LegacyWeights.describe(hdf5);
    Model model = compile(described, hdf5.length(), Optional.empty());
    LegacyWeights.read(hdf5, model, described);
    if (hasOptimizer(described) && !LegacyWeights.readOptimizer(hdf5, model, described.layers())) {
      described.leftOut().note(ANEW);
    }
    return read(model, described, Metadata.unknown(model.network().output().last()), false);
  }

  /** Empty where the file does not say it. */
  private static String kerasVersion(ZipFile zip) throws IOException {
    return zip.getEntry(METADATA) != null
            && Json.read(ZipEntries.bytes(zip, METADATA, ModelLimits.MOST_JSON), METADATA).get("keras_version")
                instanceof String version
        ? version
        : "";
  }

  private static boolean hasOptimizer(ConfigReader.Described described) {
    return described.compiled() && !described.leftOut().changesTraining();
  }

  private static KerasModel read(
      Model model, ConfigReader.Described described, Metadata metadata, boolean saysScaling) {
    LeftOut leftOut = described.leftOut();
    if (leftOut.changesTraining()) {
      model.trainedOtherwise("its file trains it with what Weft does not have: " + leftOut.training());
    } else if (!described.compiled()) {
      model.trainedOtherwise("its file does not say how it is trained");
    }
    return new KerasModel(
        model, metadata, leftOut.notes(), saysScaling || seesBytes(described.network()), !leftOut.changesLoss());
  }

  private static Map<String, Object> optional(Object value, String what) {
    return value == null ? Map.of() : Json.object(value, what);
  }

  private static Model compile(ConfigReader.Described described, long hdf5Length, Optional<WeftPart> weft) {
    Graph network = described.network();
    if (network.output().rank() != 1) {
      throw new WeftException(
          "the network's output must be one score for each class; it has the shape " + network.output() + ".");
    }
    ModelLimits.requireMakeable(network, described.optimizer(), hdf5Length);
    try {
      Optimizer optimizer = weft.map(part -> part.optimizer(described.optimizer())).orElse(described.optimizer());
      Model model = Model.compile(network, optimizer, described.loss(), weft.map(WeftPart::seed).orElse(0L));
      Optional<Scaling> scaling = scaling(network, weft);
      return scaling.isPresent()
          ? model.scaling(scaling.get())
          : seesBytes(network) ? model.scaling(Scaling.none(network.input().elements())) : model;
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
  }

  private static Optional<Scaling> scaling(Graph network, Optional<WeftPart> weft) {
    return weft.flatMap(part -> part.scaling(network.input().elements()));
  }

  /** Whether the network itself scales its inputs, before any layer that learned. */
  private static boolean seesBytes(Graph network) {
    Set<String> untouched = new HashSet<>(Set.of(network.inputName()));
    for (Node node : network.nodes()) {
      if (untouched.containsAll(node.inputs())) {
        if (node.layer() instanceof Rescaling || node.layer() instanceof Normalization) {
          return true;
        }
        if (network.weights(node).isEmpty()) {
          untouched.add(node.name());
        }
      }
    }
    return false;
  }

  /**
   * Says before a training what could not be kept after it.
   *
   * @throws WeftException if the weights and the optimizer's state are more than a model file may hold
   */
  public static void requireFits(Graph network, Optimizer optimizer) {
    ModelLimits.requireFits(network, optimizer);
  }
}
