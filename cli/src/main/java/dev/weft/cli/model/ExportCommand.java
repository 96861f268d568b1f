package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.keras.KerasModel;
import dev.weft.onnx.OnnxComparison;
import dev.weft.onnx.OnnxOptions;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft export}: a trained model for other programs. */
@Command(
    name = "export",
    header = "Writes a trained model as an ONNX file, and compares it.",
    footer = {
      "",
      "  weft export runs/b-cnn --to onnx               b-cnn.onnx, of pixels from 0 to 255",
      "  weft export runs/b-cnn --to onnx --input uint8  of bytes",
      "  weft export shirts.keras --to onnx --out a.onnx",
      "",
      "The file takes (batch, height, width, channels) and gives what 'weft predict' says:",
      "scaling, softmax and calibration are in it. See docs/export.md."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int IMAGES = 100;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "onnx.")
  private String to;

  @Option(names = "--out", paramLabel = "FILE", description = "What to write; named after the model by default.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Option(
      names = "--opset",
      paramLabel = "N",
      description =
          "The version of ONNX's operators, "
              + OnnxOptions.LEAST_OPSET
              + " to "
              + OnnxOptions.MOST_OPSET
              + "; by default "
              + OnnxOptions.OPSET
              + ".")
  private int opset = OnnxOptions.OPSET;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What it takes: float, pixels from 0 to 255 (the default), or uint8, the same as bytes; scaled for numbers"
              + " that are scaled already.")
  private String input;

  @Option(names = "--raw", description = "Leave out what calibration makes of the probabilities.")
  private boolean raw;

  @Mixin private ModelOptions modelOptions;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    requireOnnx();
    OnnxOptions options = options();
    KerasModel file = ModelArgument.read(argument, store, spec);
    Path target =
        out == null ? Path.of(ModelArgument.name(argument, store).replaceFirst("\\.[^.]+$", "") + ".onnx") : out;
    if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new WrongUse(
          spec, "--out must be a file called .onnx; received %s.".formatted(Quoted.text(target.toString())));
    }
    OutFile.requireWritable(spec, target, Path.of(argument), overwrite);
    TrainedModel model = modelOptions.use(file, argument, ClassifierOptions.of().raw(raw), terminal);
    if (input == null && model.intake().isEmpty()) {
      options = options.input(Input.SCALED);
      terminal.note("note: the network takes no images, so its numbers are not scaled in the file.");
    }
    Optional<ImageSet> known = testImages(model.file());
    byte[] pixels =
        known
            .map(ExportCommand::first)
            .orElseGet(() -> OnnxComparison.madeImages(IMAGES, model.model().network().input().elements()));
    OnnxComparison comparison = OnnxComparison.write(target, model.file(), options, pixels);
    terminal.note(words(comparison, known.isPresent()));
    terminal.out().println(StoreOption.near(target));
    return 0;
  }

  private void requireOnnx() {
    switch (to.toLowerCase(Locale.ROOT)) {
      case "onnx" -> {}
      case "tflite", "savedmodel" ->
          throw new WrongUse(
              spec,
              "--to must be onnx; Weft does not write %s, but Keras does, of a .keras file; docs/export.md shows how."
                  .formatted(to));
      case "keras" ->
          throw new WrongUse(
              spec,
              "--to must be onnx; received keras, which is 'weft model %s --export FILE.keras'."
                  .formatted(Quoted.text(argument)));
      default -> throw new WrongUse(spec, "--to must be onnx; received '%s'.".formatted(Quoted.text(to)));
    }
  }

  private OnnxOptions options() {
    OnnxOptions options = OnnxOptions.of().output(raw ? Output.PROBABILITIES : Output.CALIBRATED);
    if (opset < OnnxOptions.LEAST_OPSET || opset > OnnxOptions.MOST_OPSET) {
      throw new WrongUse(
          spec,
          "--opset must be %s to %s; received %s.".formatted(OnnxOptions.LEAST_OPSET, OnnxOptions.MOST_OPSET, opset));
    }
    Input kind =
        input == null
            ? Input.FLOAT
            : Input.named(input)
                .orElseThrow(() ->
                    new WrongUse(
                        spec, "--input must be float, uint8 or scaled; received '%s'.".formatted(Quoted.text(input))));
    return options.opset(opset).input(kind);
  }

  /** Of what the model learned, where that lies on this machine and fits. */
  private Optional<ImageSet> testImages(KerasModel file) {
    String learned = file.metadata().dataset();
    try {
      Optional<DataSource> source =
          ModelArgument.experiment(argument, store)
              .map(of -> of.data().source())
              .or(() -> Datasets.isNamed(learned) ? Optional.of(DataSource.named(learned)) : Optional.empty());
      return source
          .filter(there -> there.isHere(dataOptions.folder()))
          .map(there -> dataOptions.load(LearnedData.asTaken(there, file.intake()), false, terminal).test())
          .filter(images -> images.size() > 0 && images.features() == file.model().network().input().elements());
    } catch (WeftException e) {
      return Optional.empty();
    }
  }

  private static byte[] first(ImageSet images) {
    int count = Math.min(IMAGES, images.size());
    byte[] pixels = new byte[count * images.features()];
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(
          images.pixels(),
          ValueLayout.JAVA_BYTE,
          images.pixelOffset(i),
          pixels,
          i * images.features(),
          images.features());
    }
    return pixels;
  }

  private static String words(OnnxComparison comparison, boolean areTestImages) {
    if (comparison.unread().isPresent()) {
      return "note: the file was not compared, as Weft does not read it back: " + comparison.unread().get();
    }
    return String.format(
        Locale.ROOT,
        "Weft reads the file back: its outputs for %d %s are %s.",
        comparison.images(),
        areTestImages ? "test images" : "made images",
        comparison.largest() == 0
            ? "the model's, to the bit"
            : String.format(Locale.ROOT, "the model's but for %.1e", comparison.largest()));
  }
}
