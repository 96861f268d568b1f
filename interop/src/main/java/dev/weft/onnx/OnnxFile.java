package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.Scaling;
import dev.weft.engine.Variable;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.keras.ModelLimits;
import dev.weft.keras.WeftPart;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.protobuf.ProtoReader;
import dev.weft.protobuf.ProtoWriter;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ONNX files, which PyTorch writes and many programs run, written and read. See <a href="https://onnx.ai">ONNX</a>.
 *
 * <p>Networks of images are read whose operators Weft has layers for: chains, residual and branched networks, as
 * PyTorch's exporters and Weft write them. ONNX has (channels, height, width), Weft (height, width, channels): weights
 * are put in that order, to the bit. A file says nothing of the training, and one that Weft did not write nothing of
 * the scaling and the classes' names either.
 *
 * <p>Files may come from strangers. A file may have 2 GiB, a network 100,000 nodes; arrays in other files are refused.
 */
public final class OnnxFile {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** Fields of a model that any file has near its beginning; other files begin otherwise. */
  private static final Set<Integer> FIRST_KEYS = Set.of(0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72);

  private OnnxFile() {}

  // ---- writing

  /**
   * Writes a model as an ONNX file; it appears whole or not at all. It takes images (batch, height, width, channels),
   * as many at a time as one wants. Which layers of the network became which nodes, their names say.
   *
   * @throws WeftException if the file cannot be written, or would have more than 2 GB
   */
  public static void write(Path file, KerasModel model, OnnxOptions options) {
    ProtoWriter message = new OnnxWriter(model, options).write();
    WholeFile.write(file, message::writeTo);
  }

  // ---- reading

  /**
   * Whether a file is one of ONNX: it begins with a version of its format, or all of it is a model's message.
   *
   * @param start the first bytes, at least two
   * @throws WeftException if it cannot be read
   */
  public static boolean isOnnx(Path file, byte[] start) {
    if (start.length < 2 || !FIRST_KEYS.contains((int) start[0])) {
      return false;
    }
    boolean beginsWithVersion = start[0] == OnnxFields.Model.IR_VERSION << 3 && start[1] > 0 && start[1] < 32;
    try {
      return beginsWithVersion || Files.size(file) <= MOST_BYTES && isModel(Files.readAllBytes(file));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static boolean isModel(byte[] file) {
    boolean hasGraph = false;
    try {
      ProtoReader model = ProtoReader.of(file);
      while (model.next()) {
        hasGraph |= model.field() == OnnxFields.Model.GRAPH;
      }
    } catch (WeftException e) {
      return false;
    }
    return hasGraph;
  }

  /**
   * Reads a model.
   *
   * @throws WeftException when it is damaged, needs more memory than there is, or its network has what Weft does not
   *     have: then all of that is named
   */
  public static KerasModel read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new WeftException("it may have at most " + MOST_BYTES + " bytes; it has " + size + ".");
      }
      ModelLimits.requireMemory(2 * size);
      return read(Files.readAllBytes(file));
    } catch (WeftException e) {
      throw new WeftException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static KerasModel read(byte[] file) {
    FileGraph graph = OnnxParser.parse(file);
    OnnxReader.Result read = OnnxReader.read(graph, file.length);
    Graph network = read.network();
    Optimizer optimizer = RMSprop.of(); // Keras's, where nobody says another
    boolean binary = network.output().last() == 1;
    Loss loss = binary ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
    ModelLimits.requireMakeable(network, optimizer, file.length);
    Optional<WeftPart> weft =
        Optional.ofNullable(graph.metadata().get(WeftPart.OF_ONNX))
            .map(json -> WeftPart.read(json.getBytes(StandardCharsets.UTF_8), "'" + WeftPart.OF_ONNX + "'"));
    Model model = Model.compile(network, optimizer, loss, weft.map(WeftPart::seed).orElse(0L));
    fill(model, read.builder());
    Optional<Scaling> scaling = scaling(network, weft, read.takesBytes());
    scaling.ifPresent(model::scaling);
    model.trainedOtherwise("its file does not say how it is trained");
    Metadata metadata = weft.map(WeftPart::metadata).orElseGet(() -> Metadata.unknown(network.output().last()));
    metadata.requireFits(network);
    return new KerasModel(model, metadata, List.of(), scaling.isPresent(), false);
  }

  private static Optional<Scaling> scaling(Graph network, Optional<WeftPart> weft, boolean takesBytes) {
    int features = network.input().elements();
    Optional<Scaling> said = weft.flatMap(part -> part.scaling(features));
    return said.isEmpty() && takesBytes ? Optional.of(Scaling.none(features)) : said;
  }

  private static void fill(Model model, NetworkBuilder read) {
    for (Variable variable : model.variables()) {
      float[] numbers = read.weight(variable.layer(), variable.weight().name());
      if (numbers == null || numbers.length != variable.values().length) {
        throw new WeftException(
            "layer '%s' must have %s numbers as its %s; the file has %s."
                .formatted(
                    variable.layer(),
                    variable.values().length,
                    variable.weight().name(),
                    numbers == null ? "none" : numbers.length));
      }
      System.arraycopy(numbers, 0, variable.values(), 0, numbers.length);
    }
  }
}
