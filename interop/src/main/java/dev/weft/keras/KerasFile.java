package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.dataset.Scaling;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Graph;
import dev.weft.model.Normalization;
import dev.weft.model.Optimizer;
import dev.weft.model.Rescaling;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
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
 * <p>Files may come from strangers. A file may have 16 MiB of JSON, a network 1,000 layers, HDF5 data just under 2 GiB
 * and not much more than the network needs, and all together must fit into the JVM's memory. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras</a>.
 */
public final class KerasFile {
  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String WEFT = "weft.json";

  private static final String KERAS_VERSION = "3.15.1";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private static final int MOST_JSON = 16 << 20;
  private static final int MOST_HDF5 = Integer.MAX_VALUE - 8;

  /** Of an optimizer, for each weight: three, a maximum and an average. */
  private static final int MOST_SLOTS = 5;

  private static final int WIDEST_FLOAT = 8;
  private static final int NARROWEST_FLOAT = 2;

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
    try {
      Weights.write(model.model(), weights);
      WholeFile.write(file, out -> writeZip(out, model, weights));
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } finally {
      WholeFile.delete(weights);
    }
  }

  private static void writeZip(OutputStream out, KerasModel model, Path weights) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      String date = DATE.format(LocalDateTime.now());
      add(zip, METADATA, Json.write(Map.of("keras_version", KERAS_VERSION, "date_saved", date)));
      add(zip, CONFIG, Json.write(ConfigWriter.write(model.model())));
      add(zip, WEIGHTS, weights);
      add(zip, WEFT, Json.write(weftJson(model)));
    }
  }

  private static Map<String, Object> weftJson(KerasModel model) {
    Map<String, Object> json = model.metadata().toJson();
    json.put("scaling", ScalingJson.write(model.model().scaling()));
    json.put("seed", model.model().seed());
    Schedule schedule = model.model().optimizer().learningRate();
    if (!ConfigWriter.isKnownToKeras(schedule) && !(schedule instanceof Schedule.Custom)) {
      json.put("learning_rate", Config.write(schedule));
    }
    return json;
  }

  /** Keras stores without compression, which needs size and checksum beforehand. */
  private static ZipEntry stored(String name, long size, CRC32 checksum) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(checksum.getValue());
    return entry;
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    zip.putNextEntry(stored(name, bytes.length, checksum));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void add(ZipOutputStream zip, String name, Path content) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(content), checksum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    zip.putNextEntry(stored(name, Files.size(content), checksum));
    Files.copy(content, zip);
    zip.closeEntry();
  }

  // ---- reading

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
      if (start.length == 8 && start[0] == 'P' && start[1] == 'K') {
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

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    }
  }

  private static KerasModel readZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      checkNames(zip);
      Map<String, Object> config = Json.read(bytes(zip, CONFIG, MOST_JSON), CONFIG);
      ConfigReader.Described described =
          ConfigReader.read(config, optional(config.get("compile_config"), "'compile_config'"), kerasVersion(zip));
      Optional<Map<String, Object>> weft =
          zip.getEntry(WEFT) == null ? Optional.empty() : Optional.of(Json.read(bytes(zip, WEFT, MOST_JSON), WEFT));
      Hdf5 weights = new Hdf5(bytes(zip, WEIGHTS, mostHdf5(described.network())));
      Model model = compile(described, weights.length(), weft.orElse(Map.of()));
      Weights.read(weights, model, described);
      if (hasOptimizer(described) && !Weights.readOptimizer(weights, model, described.layers())) {
        described.leftOut().note(ANEW);
      }
      int outputs = model.network().output().last();
      Metadata metadata = weft.isPresent() ? Metadata.fromJson(weft.get(), outputs) : Metadata.unknown(outputs);
      return read(model, described, metadata, weft.isPresent() && weft.get().containsKey("scaling"));
    }
  }

  private static KerasModel readHdf5(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_HDF5) {
      throw new WeftException("it may have at most " + MOST_HDF5 + " bytes; it has " + size + ".");
    }
    requireMemory(2 * size);
    Hdf5 hdf5 = new Hdf5(Files.readAllBytes(file));
    ConfigReader.Described described = LegacyWeights.describe(hdf5);
    Model model = compile(described, hdf5.length(), Map.of());
    LegacyWeights.read(hdf5, model, described);
    if (hasOptimizer(described) && !LegacyWeights.readOptimizer(hdf5, model, described.layers())) {
      described.leftOut().note(ANEW);
    }
    return read(model, described, Metadata.unknown(model.network().output().last()), false);
  }

  /** Empty where the file does not say it. */
  private static String kerasVersion(ZipFile zip) throws IOException {
    return zip.getEntry(METADATA) != null
            && Json.read(bytes(zip, METADATA, MOST_JSON), METADATA).get("keras_version") instanceof String version
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

  private static Model compile(ConfigReader.Described described, long hdf5Length, Map<String, Object> weft) {
    long parameters = parameters(described.network());
    if (NARROWEST_FLOAT * parameters > hdf5Length) {
      throw new WeftException(
          "the network has "
              + parameters
              + " parameters, more than the "
              + hdf5Length
              + " bytes of HDF5 data can hold.");
    }
    requireMemory(hdf5Length + 4 * (1 + MOST_SLOTS) * parameters + 8 * activations(described.network()));
    try {
      Object schedule = weft.get("learning_rate");
      var optimizer =
          schedule == null
              ? described.optimizer()
              : described.optimizer().learningRate(Config.read(Schedule.class, schedule));
      long seed = weft.get("seed") instanceof Number number ? number.longValue() : 0;
      Model model = Model.compile(described.network(), optimizer, described.loss(), seed);
      int features = described.network().input().elements();
      return weft.containsKey("scaling")
          ? model.scaling(ScalingJson.read(Json.object(weft.get("scaling"), "'scaling'"), features))
          : seesBytes(described.network()) ? model.scaling(Scaling.none(features)) : model;
    } catch (ConfigException e) {
      throw new WeftException("'learning_rate' in " + WEFT + " is not readable: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
  }

  /** Whether the network itself scales its inputs, before its first layer that learned. */
  private static boolean seesBytes(Graph network) {
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Rescaling || network.layers().get(i) instanceof Normalization) {
        return true;
      }
      if (!network.weights(i).isEmpty()) {
        return false;
      }
    }
    return false;
  }

  // ---- limits

  private static void checkNames(ZipFile zip) {
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      String name = entry.getName();
      if (!names.add(name)) {
        throw new WeftException("it must have each entry once; '" + name + "' is there twice.");
      }
      if (name.startsWith("/") || List.of(name.split("[/\\\\]")).contains("..")) {
        throw new WeftException("its entries must have plain names; received '" + name + "'.");
      }
    }
  }

  private static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new WeftException("it has no '" + name + "', which a .keras file must have.");
    }
    long size = entry.getSize();
    if (size < 0 || size > most) {
      throw new WeftException("'" + name + "' may have at most " + most + " bytes here; it has " + size + ".");
    }
    requireMemory(2 * size);
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0 || checksum.getValue() != entry.getCrc()) {
        throw new WeftException(
            "'" + name + "' is damaged: its length or checksum is not the one that the zip file states.");
      }
      return bytes;
    }
  }

  /**
   * Says before a training what could not be kept after it.
   *
   * @throws WeftException if the weights and the optimizer's state are more than a model file may hold
   */
  public static void requireFits(Graph network, Optimizer optimizer) {
    long numbers = parameters(network) + (long) OptimizerState.slotsOfAWeight(optimizer) * network.parameters(true);
    if (Float.BYTES * numbers + hdf5Overhead(network) > MOST_HDF5) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a model file holds at most 2 GB; this network's %,d parameters and the state of %s take %.1f GB; use"
                  + " fewer units or filters, or an optimizer that keeps less.",
              network.parameters(),
              optimizer.kind(),
              Float.BYTES * numbers / 1e9));
    }
  }

  private static long hdf5Overhead(Graph network) {
    return (1 << 20) + network.layers().size() * (64L << 10);
  }

  /** The weights, the optimizer's state, and what HDF5 needs to hold them. */
  private static int mostHdf5(Graph network) {
    long most = WIDEST_FLOAT * (1 + MOST_SLOTS) * parameters(network) + hdf5Overhead(network);
    return (int) Math.min(most, MOST_HDF5);
  }

  private static long parameters(Graph network) {
    long parameters = 0;
    try {
      for (int i = 0; i < network.layers().size(); i++) {
        for (Weight weight : network.weights(i)) {
          parameters += weight.shape().elements();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
    return parameters;
  }

  /** The numbers that one sample is, on its way through the network. */
  private static long activations(Graph network) {
    return network.input().elements() + network.shapes().stream().mapToLong(Shape::elements).sum();
  }

  private static void requireMemory(long bytes) {
    long most = Runtime.getRuntime().maxMemory() / 10 * 8;
    if (bytes > most) {
      throw new WeftException(
          "it needs about "
              + (bytes >> 20)
              + " MiB of memory; the JVM may use "
              + (most >> 20)
              + " MiB: start it with a larger -Xmx.");
    }
  }
}
