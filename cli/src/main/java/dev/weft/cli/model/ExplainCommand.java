package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.model.ImageArguments.Named;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.explain.Explainer;
import dev.weft.explain.Explanation;
import dev.weft.explain.NearestImages;
import dev.weft.image.PrepareAs;
import dev.weft.image.PreparedImage;
import dev.weft.keras.Json;
import dev.weft.keras.KerasModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft explain}: why a trained model says what it says of users' images. */
@Command(
    name = "explain",
    header = "Shows why a trained model says what it says of images.",
    description =
        "For the predicted class, and each other that is asked for, maps show what in the image speaks for it: by"
            + " covering parts of the image (occlusion), by gradients (input-gradient, smoothgrad,"
            + " integrated-gradients), and by what the last convolution found (grad-cam, grad-cam++). Each map is"
            + " checked against maps of noise and against a network with random weights; one that fails says so. Beside"
            + " them stand the five training images that the network sees most alike.",
    footer = {
      "",
      "  weft explain runs/2026-11-21-b-cnn-1f3a photo-of-a-digit.jpg",
      "  weft explain latest seven.png --class 1 --out why.html --out why.png",
      "  weft explain latest --test-image 4176 --test-image 321",
      "  weft explain shapes.h5 photos/ --methods occlusion,grad-cam --data shapes/",
      "",
      "Images are read and prepared as 'weft predict' does. The exit code is 1 if one could not be read.",
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "IMAGE",
      description =
          "Files, folders, archives, tables or arrays of images, or - for a list, as 'weft predict' takes them.")
  private List<String> arguments = List.of();

  @Option(
      names = "--test-image",
      paramLabel = "N",
      description =
          "Explain image N of the test images that the model's run was judged on, for its true class, too; may be given"
              + " several times.")
  private List<Integer> tests = List.of();

  @Mixin private MethodOptions methods;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "Explain this class, too, by its name or number; may be given several times.")
  private List<String> classes = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A page (.html) or an image (.png); may be given several times. By default a page named after the first"
              + " image, and none with --json.")
  private List<String> out = List.of();

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      description = "Where the nearest images are looked for; by default in what the model learned from.")
  private String data;

  @Option(names = "--no-nearest", description = "Do not look for the nearest training images.")
  private boolean noNearest;

  @Option(names = "--invert", description = "Turn dark into light: for images that are dark on light.")
  private boolean invert;

  @Option(
      names = "--prepare",
      paramLabel = "WAY",
      converter = PredictCommand.WayConverter.class,
      description = "auto, digit or none, as for 'weft predict'; by default auto.")
  private PrepareAs prepare = PrepareAs.AUTO;

  @Option(names = "--seed", paramLabel = "N", description = "Decides the noise and the random weights of the checks.")
  private long seed;

  @Mixin private OwnImageOptions own;

  @Mixin private ModelOptions modelOptions;

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the explanations as one JSON object.")
  private boolean json;

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (arguments.isEmpty() && tests.isEmpty()) {
      throw new WrongUse(spec, "this needs an IMAGE or a --test-image; received none.");
    }
    KerasModel file = ModelArgument.read(argument, store, spec);
    ClassifierOptions wanted = ClassifierOptions.of().threads(threads.count()).prepare(prepare).invert(invert);
    TrainedModel model = modelOptions.use(file, argument, wanted, terminal);
    if (model.intake().isEmpty()) {
      throw new WrongUse(
          spec,
          argument
              + " must take images (height, width, 1 or 3) to be explained; it takes "
              + model.model().network().input()
              + ".");
    }
    int[] asked = classes.stream().mapToInt(name -> label(name, model)).toArray();
    ExplanationFiles files = ExplanationFiles.of(out, json, model.name(), spec, terminal);
    try (ImageArguments images = new ImageArguments(System.in);
        Explainer explainer =
            Explainer.of(model.file(), methods.of(file, argument), methods.ground(), seed, threads.count())) {
      Map<String, Integer> labels = new HashMap<>();
      List<Named> named = new ArrayList<>(tested(file, model, labels));
      named.addAll(images.read(arguments));
      images.notes().forEach(note -> terminal.note("note: " + note));
      Optional<NearestImages> nearest = nearest(file, model);
      try {
        return explain(model, explainer, nearest, named, labels, asked, files);
      } finally {
        nearest.ifPresent(NearestImages::close);
      }
    }
  }

  private int label(String name, TrainedModel model) {
    int label = model.classNames().indexOf(name);
    if (label >= 0) {
      return label;
    }
    if (name.matches("\\d{1,6}") && Integer.parseInt(name) < model.classNames().size()) {
      return Integer.parseInt(name);
    }
    throw new WrongUse(
        spec,
        "--class must be a class of %s, or its number; received '%s'; it has %s."
            .formatted(argument, Quoted.text(name), Quoted.list(model.classNames())));
  }

  private int explain(
      TrainedModel model,
      Explainer explainer,
      Optional<NearestImages> nearest,
      List<Named> named,
      Map<String, Integer> labels,
      int[] asked,
      ExplanationFiles files) {
    List<Map<String, Object>> all = new ArrayList<>();
    Remarks remarks = new Remarks(terminal);
    int[] counts = new int[2];
    try (Classifier classifier = Classifier.of(model);
        ImagePredictor predictor = new ImagePredictor(classifier)) {
      predictor.predict(
          named,
          batch -> {
            for (Prediction prediction : batch) {
              remarks.of(prediction);
              counts[0]++;
              if (prediction.hasFailed()) {
                counts[1]++;
                all.add(prediction.toJson(model));
                continue;
              }
              terminal.count("explaining", counts[0], named.size(), "images");
              Explanation why = explanation(explainer, prediction, nearest, labels.get(prediction.image()), asked);
              terminal.clear();
              if (json) {
                all.add(ExplanationJson.of(model, prediction, why));
              } else {
                terminal.out().print(ExplanationText.of(model, prediction, why, terminal.width()));
              }
              files.add(prediction, why);
            }
          });
    }
    remarks.end();
    files.end();
    if (json) {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("model", model.name());
      if (!model.notes().isEmpty()) {
        whole.put("notes", model.notes());
      }
      whole.put("explanations", all);
      terminal.out().print(Json.pretty(whole));
    }
    return counts[1] > 0 ? ExitCode.FAILED : 0;
  }

  /** The test images that are asked for, and their labels by their names. */
  private List<Named> tested(KerasModel file, TrainedModel model, Map<String, Integer> labels) {
    if (tests.isEmpty()) {
      return List.of();
    }
    ImageDataset set = LearnedData.set(argument, file, store, dataOptions, terminal);
    ImageSet test = LearnedData.fitting(set.test(), set.name(), model);
    List<Named> named = new ArrayList<>();
    for (int number : tests) {
      if (number < 0 || number >= test.size()) {
        throw new WrongUse(
            spec,
            "--test-image must be 0 to %s, as %s has %s test images; received %s."
                .formatted(test.size() - 1, set.name(), test.size(), number));
      }
      String name = "test-" + number;
      labels.put(name, test.label(number));
      named.add(new Named(name, classifier -> new PreparedImage(test.image(number), 0, List.of()), null));
    }
    return named;
  }

  private static Explanation explanation(
      Explainer explainer, Prediction prediction, Optional<NearestImages> nearest, Integer label, int[] asked) {
    if (label == null) {
      return explainer.explain(prediction.answer().seen(), nearest, asked);
    }
    int[] all = IntStream.concat(IntStream.of(label), Arrays.stream(asked)).toArray();
    return explainer.explain(prediction.answer().seen(), nearest, all).labelled(label);
  }

  /** The images to look for the nearest in; what cannot be had is an error only where the user named it. */
  private Optional<NearestImages> nearest(KerasModel file, TrainedModel model) {
    if (noNearest) {
      return Optional.empty();
    }
    try {
      ImageSet images =
          data == null ? LearnedData.training(argument, file, store, dataOptions, terminal) : named(file, model);
      String name = data == null ? file.metadata().dataset() : data;
      ImageSet fitting = LearnedData.fitting(images, name, model);
      NearestImages nearest =
          NearestImages.amongKept(
              fitting,
              file.model(),
              threads.count(),
              done -> terminal.count("looking at what it learned,", done, fitting.size(), "images"));
      terminal.clear();
      if (nearest.size() < fitting.size()) {
        terminal.note(
            "note: the nearest are looked for among %s of the %s images, as many as 512 MB hold."
                .formatted(nearest.size(), fitting.size()));
      }
      return Optional.of(nearest);
    } catch (WeftException | IllegalArgumentException e) {
      if (data != null && !(e instanceof IllegalArgumentException)) {
        throw e;
      }
      terminal.note("note: there are no nearest training images: " + e.getMessage());
      return Optional.empty();
    }
  }

  private ImageSet named(KerasModel file, TrainedModel model) {
    DataSource source = LearnedData.asTaken(own.of(dataOptions.source(data)), model.intake());
    ImageDataset set = dataOptions.load(source, false, terminal);
    String learned = file.metadata().dataset();
    if (!source.isOwn() && !learned.isEmpty() && !learned.equals(source.dataset())) {
      terminal.note("warning: this model learned " + learned + ", not " + source.dataset() + ".");
    }
    return source.isOwn() && set.isTestHeldOut() ? set.all() : set.train();
  }
}
