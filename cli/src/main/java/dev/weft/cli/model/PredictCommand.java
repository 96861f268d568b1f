package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WholeFile;
import dev.weft.cli.model.ImageArguments.Named;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.model.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft predict}: what a trained model says of users' images. */
@Command(
    name = "predict",
    header = "Tells what a trained model takes images for.",
    description =
        "Images are JPEG, PNG, GIF, BMP, TIFF or WebP files of any size; of several frames or pages the first is used."
            + " Each is rotated upright as EXIF says, converted to grey if the network sees grey, laid on white where"
            + " it is transparent, and scaled by averaging areas until it fits into the network's height and width. The"
            + " networks of the built-in experiments know light things on a dark ground: say --invert for a drawing or"
            + " a photograph that is dark on light.",
    footer = {
      "",
      "  weft predict runs/2026-11-21-fashion-mlp-1f3a shirt.png",
      "  weft predict digits.keras --invert --top 1 scans/",
      "  weft predict shapes.h5 photos/ --classes square,circle --scaling none --csv=photos.csv",
      "  find . -name '*.webp' | weft predict digits.keras - --json-lines",
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
      description = "Files, folders with all images below them, or - for a list of both on standard input, one a line.")
  private List<String> arguments;

  @Option(names = "--invert", description = "Turn dark into light: for images that are dark on light.")
  private boolean invert;

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

  @Override
  public Integer call() {
    if (top < 1) {
      throw new WrongUse(spec, "--top must be at least 1; received " + top + ".");
    }
    PredictionFormat format = format();
    UsedModel model = modelOptions.use(ModelArgument.read(argument, store, spec), argument, terminal);
    Shape shape =
        model
            .image()
            .orElseThrow(() ->
                new WrongUse(
                    spec,
                    argument
                        + " must take images (height, width, 1 or 3) to be asked about them; it takes "
                        + model.model().network().input()
                        + "."));
    ImageArguments images = new ImageArguments(System.in);
    List<Named> named = images.read(arguments);
    if (!images.passedOver().isEmpty()) {
      terminal.note(
          "note: "
              + images.passedOver().size()
              + " files below the folders are no images and were passed over: "
              + Quoted.list(images.passedOver())
              + ".");
    }
    return write(model, format, predictions(model, shape, format, named));
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

  private List<Prediction> predictions(UsedModel model, Shape shape, PredictionFormat format, List<Named> named) {
    List<Prediction> predictions = new ArrayList<>();
    boolean live = file().isEmpty();
    if (live) {
      terminal.out().print(format.head(model));
    }
    try (ImagePredictor predictor = new ImagePredictor(model, shape, invert, threads.count())) {
      for (int from = 0; from < named.size(); from += ImagePredictor.BATCH) {
        int to = Math.min(from + ImagePredictor.BATCH, named.size());
        List<Prediction> batch = predictor.predict(named.subList(from, to));
        if (live) {
          batch.forEach(prediction -> terminal.out().print(format.line(model, prediction, top)));
        }
        batch.forEach(this::remark);
        predictions.addAll(batch);
        if (to < named.size()) {
          terminal.status(to + " of " + named.size() + " images");
        }
      }
    }
    terminal.clear();
    hints(predictions);
    return predictions;
  }

  private void remark(Prediction prediction) {
    if (prediction.hasFailed()) {
      terminal.note(prediction.error());
    }
    prediction.notes().forEach(note -> terminal.note("note: " + prediction.image() + ": " + note));
  }

  /** A hint that fits many images is printed once. */
  private void hints(List<Prediction> predictions) {
    Map<String, List<String>> byHint = new TreeMap<>();
    for (Prediction prediction : predictions) {
      prediction.hint().ifPresent(hint -> byHint.computeIfAbsent(hint, h -> new ArrayList<>()).add(prediction.image()));
    }
    byHint.forEach((hint, images) -> {
      String others = images.size() == 1 ? "" : " and " + (images.size() - 1) + " others";
      terminal.note("hint: " + images.getFirst() + others + ": " + hint);
    });
  }

  private int write(UsedModel model, PredictionFormat format, List<Prediction> predictions) {
    if (file().isEmpty()) {
      terminal.out().print(format.tail(model, predictions));
    } else {
      StringBuilder text = new StringBuilder(format.head(model));
      predictions.forEach(prediction -> text.append(format.line(model, prediction, top)));
      WholeFile.write(Path.of(file()), text.toString());
      terminal.note(predictions.size() + " predictions are written to " + file() + ".");
    }
    return predictions.stream().anyMatch(Prediction::hasFailed) ? ExitCode.FAILED : 0;
  }
}
