package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WholeFile;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.cluster.ClusterOption;
import dev.weft.cli.model.ImageArguments.Named;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cluster.PredictionJob;
import dev.weft.image.PrepareAs;
import dev.weft.keras.KerasModel;
import dev.weft.model.Outputs;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code weft predict}: what a trained model says of users' images. */
@Command(
    name = "predict",
    header = "Tells what a trained model takes images for.",
    description =
        "Images are JPEG, PNG, GIF, BMP, TIFF or WebP files of any size; of several frames or pages the first is used."
            + " Each is rotated upright as EXIF says, converted to grey if the network sees grey, laid on white where"
            + " it is transparent, and scaled by averaging areas until it fits into the network's height and width. The"
            + " networks of the built-in experiments know light things on a dark ground: say --invert for a drawing or"
            + " a photograph that is dark on light. A model that learned handwritten digits as MNIST's reads"
            + " photographs of digits by itself, whatever their paper and light.",
    footer = {
      "",
      "  weft predict runs/2026-11-21-fashion-mlp-1f3a shirt.png",
      "  weft predict runs/2026-11-21-b-cnn-1f3a photo-of-a-digit.jpg --show",
      "  weft predict digits.keras --invert --top 1 scans/",
      "  weft predict shapes.h5 photos/ --classes square,circle --scaling none",
      "  weft predict runs/mine photos.zip --csv=photos.csv",
      "  find . -name '*.webp' | weft predict digits.keras - --json-lines",
      "  weft predict runs/mine s3a://bucket/photos --on spark://HOST:7077 --out hdfs://HOST/answers",
      "",
      "The exit code is 1 if an image could not be read; the others are predicted all the same.",
    })
public final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "Files, folders with all images below them, archives, tables or arrays of labelled images as weft train takes"
              + " them, or - for a list of these on standard input, one a line.")
  private List<String> arguments;

  @Option(names = "--invert", description = "Turn dark into light: for images that are dark on light.")
  private boolean invert;

  @Option(
      names = "--prepare",
      paramLabel = "WAY",
      converter = WayConverter.class,
      description =
          "digit: read each image as a photograph of a handwritten digit, as MNIST's images were made; none: scale it"
              + " alone; auto, the default: as digits where the model learned such and the image is a photograph.")
  private PrepareAs prepare = PrepareAs.AUTO;

  @Option(
      names = "--show",
      paramLabel = "FOLDER",
      arity = "0..1",
      fallbackValue = "",
      description = "Show what the network saw: drawn with letters, or as PNG files in a folder.",
      preprocessor = SeenImages.FolderOrNothing.class)
  private String show;

  @Option(
      names = "--unsure-below",
      paramLabel = "P",
      description =
          "Call a prediction unsure if its best probability is below P; by default as the validation of the training"
              + " says.")
  private Double unsureBelow;

  @Option(
      names = "--raw",
      description =
          "Probabilities as the network gives them: not calibrated, without the set of possible classes, and without"
              + " how unlike an image is to all that the model learned.")
  private boolean raw;

  @Option(names = "--top", paramLabel = "N", description = "How many classes to tell of each image; by default 3.")
  private int top = 3;

  @Mixin private ModelOptions modelOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the predictions as one JSON object.")
  private boolean json;

  @Option(
      names = "--json-lines",
      paramLabel = "FILE.jsonl",
      arity = "0..1",
      preprocessor = FileOrNothing.class,
      description = "Write one JSON object a line, to standard output or into a file.")
  private String jsonLines;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      arity = "0..1",
      preprocessor = FileOrNothing.class,
      description = "Write a table with a row for each image, to standard output or into a file.")
  private String csv;

  @Mixin private ClusterOption cluster;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "With --on: where the cluster writes its answers, a table of Parquet files; a path or a URI.")
  private String out;

  @Option(names = "--overwrite", description = "With --on: replace the table that is in the folder.")
  private boolean overwrite;

  public PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What follows an option is its file only if it is named as one; otherwise it is an image. */
  static final class FileOrNothing implements IParameterPreprocessor {
    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      boolean named = !args.isEmpty() && args.peek().toLowerCase(Locale.ROOT).matches("[^-].*\\.(csv|jsonl|ndjson)");
      if (!attached && !named) {
        option.setValue("");
        return true;
      }
      return false;
    }
  }

  /** The words of {@link PrepareAs}, in small letters. */
  static final class WayConverter implements ITypeConverter<PrepareAs> {
    @Override
    public PrepareAs convert(String word) {
      for (PrepareAs way : PrepareAs.values()) {
        if (way.name().toLowerCase(Locale.ROOT).equals(word)) {
          return way;
        }
      }
      throw new TypeConversionException("must be auto, digit or none; received '" + Quoted.text(word) + "'");
    }
  }

  @Override
  public Integer call() {
    if (top < 1) {
      throw new WrongUse(spec, "--top must be at least 1; received " + top + ".");
    }
    if (unsureBelow != null && !(unsureBelow >= 0 && unsureBelow <= 1)) {
      throw new WrongUse(spec, "--unsure-below must be a probability from 0 to 1; received " + unsureBelow + ".");
    }
    PredictionFormat format = format();
    requireOptionsOfPlace(format);
    if (cluster.isGiven()) {
      OptionalInt elsewhere = cluster.delegated(terminal);
      if (elsewhere.isPresent()) {
        return elsewhere.getAsInt();
      }
    }
    KerasModel file = ModelArgument.read(argument, store, spec);
    TrainedModel model = modelOptions.use(file, argument, wanted(file), terminal);
    if (model.intake().isEmpty()) {
      throw new WrongUse(
          spec,
          argument
              + " must take images (height, width, 1 or 3) to be asked about them; it takes "
              + model.model().network().input()
              + ".");
    }
    if (cluster.isGiven()) {
      model.confidence().ifPresent(known -> terminal.note("note: " + CalibrationWords.of(known)));
      return new ClusterPredictions(cluster, terminal).write(job(model));
    }
    try (Classifier classifier = Classifier.of(model);
        ImageArguments images = new ImageArguments(System.in)) {
      return predict(classifier, format, images);
    }
  }

  /** What is done here, and what on a cluster. */
  private void requireOptionsOfPlace(PredictionFormat format) {
    if (!cluster.isGiven()) {
      if (out != null || overwrite) {
        throw new WrongUse(spec, "--out and --overwrite go with --on; without it say --csv=FILE or --json-lines=FILE.");
      }
    } else if (out == null || out.isBlank()) {
      throw new WrongUse(spec, "--on needs --out FOLDER, where the cluster writes its answers.");
    } else if (format != PredictionFormat.TEXT || show != null) {
      throw new WrongUse(
          spec, "--json, --json-lines, --csv and --show do not go with --on, which writes a table; leave them out.");
    } else if (arguments.contains("-")) {
      throw new WrongUse(spec, "- does not go with --on; name folders, files or patterns such as 'hdfs://HOST/*.png'.");
    }
  }

  private PredictionJob job(TrainedModel model) {
    return new PredictionJob(
        ModelArgument.path(argument, store).toString(),
        raw,
        invert,
        prepare,
        modelOptions.saysClasses() ? model.classNames() : List.of(),
        modelOptions.scaling(),
        unsureBelow == null ? OptionalDouble.empty() : OptionalDouble.of(unsureBelow),
        arguments,
        out,
        overwrite);
  }

  private int predict(Classifier classifier, PredictionFormat format, ImageArguments images) {
    List<Named> named = images.read(arguments);
    images.notes().forEach(note -> terminal.note("note: " + note));
    if (!images.passedOver().isEmpty()) {
      terminal.note(
          "note: "
              + images.passedOver().size()
              + " files below the folders are no images and were passed over: "
              + Quoted.list(images.passedOver())
              + ".");
    }
    return write(classifier, format, named);
  }

  private ClassifierOptions wanted(KerasModel file) {
    ClassifierOptions options =
        ClassifierOptions.of().threads(threads.count()).raw(raw).prepare(prepare).invert(invert);
    if (unsureBelow == null) {
      return options;
    }
    if (Outputs.of(file.model().network(), file.model().loss()).areScores()) {
      throw new WrongUse(
          spec, "--unsure-below needs probabilities; the outputs of " + argument + " are scores; leave it out.");
    }
    return options.unsureBelow(unsureBelow);
  }

  private PredictionFormat format() {
    if ((json ? 1 : 0) + (jsonLines != null ? 1 : 0) + (csv != null ? 1 : 0) > 1) {
      throw new WrongUse(spec, "--json, --json-lines and --csv exclude each other; say one of them.");
    }
    return json
        ? PredictionFormat.JSON
        : jsonLines != null ? PredictionFormat.JSON_LINES : csv != null ? PredictionFormat.CSV : PredictionFormat.TEXT;
  }

  /** The file to write into; empty for standard output. */
  private String file() {
    return csv != null ? csv : jsonLines != null ? jsonLines : "";
  }

  /** Writes each prediction as it comes, so that many need no memory; JSON alone needs all of them. */
  private int write(Classifier classifier, PredictionFormat format, List<Named> named) {
    if (file().isEmpty()) {
      return predict(classifier, format, named, text -> terminal.out().print(text));
    }
    int[] code = new int[1];
    Path file = Path.of(file());
    Thread cleaning = new Thread(() -> WholeFile.delete(WholeFile.temporary(file)));
    Runtime.getRuntime().addShutdownHook(cleaning);
    WholeFile.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          code[0] = predict(classifier, format, named, text -> append(writer, text));
          writer.flush();
        });
    Runtime.getRuntime().removeShutdownHook(cleaning);
    terminal.note(named.size() + " predictions are written to " + file + ".");
    return code[0];
  }

  private static void append(Writer writer, String text) {
    try {
      writer.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int predict(Classifier classifier, PredictionFormat format, List<Named> named, Consumer<String> write) {
    TrainedModel model = classifier.trained();
    List<Prediction> kept = new ArrayList<>();
    model.confidence().ifPresent(known -> terminal.note("note: " + CalibrationWords.of(known)));
    Remarks remarks = new Remarks(terminal);
    write.accept(format.head(model));
    int[] done = new int[2];
    try (ImagePredictor predictor = new ImagePredictor(classifier);
        SeenImages seen = SeenImages.of(show, classifier.image(), terminal)) {
      predictor.predict(
          named,
          batch -> {
            for (Prediction prediction : batch) {
              write.accept(format.line(model, prediction, top));
              remarks.of(prediction);
              seen.of(prediction);
              done[1] += prediction.hasFailed() ? 1 : 0;
            }
            if (format == PredictionFormat.JSON) {
              kept.addAll(batch);
            }
            done[0] += batch.size();
            terminal.count("predicting", done[0], named.size(), "images");
          });
    }
    terminal.clear();
    remarks.end();
    write.accept(format.tail(model, kept));
    return done[1] > 0 ? ExitCode.FAILED : 0;
  }
}
