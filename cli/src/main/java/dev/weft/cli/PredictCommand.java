package dev.weft.cli;

import dev.weft.WeftException;
import dev.weft.data.Scaling;
import dev.weft.experiment.Scores;
import dev.weft.image.ImageFile;
import dev.weft.image.PreparedImage;
import dev.weft.interop.Json;
import dev.weft.interop.KerasModel;
import dev.weft.kernel.Pixels;
import dev.weft.nn.Shape;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft predict}: what a trained model says of users' pictures. */
@Command(
    name = "predict",
    header = "Tells what a trained model takes pictures for.",
    description =
        "Pictures are PNG or JPEG files of any size. Each is turned to grey if the network sees grey, laid on white"
            + " where it is transparent, and scaled by averaging areas until it fits into the network's height and"
            + " width. The networks of the built-in experiments know light things on a dark ground: say --invert for a"
            + " drawing or a photograph that is dark on light.",
    footer = {
      "",
      "  weft predict runs/2026-11-21-fashion-mlp-1f3a shirt.png",
      "  weft predict digits.keras --invert --top 1 scans/*.png",
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "PNG or JPEG files.")
  private List<Path> images;

  @Option(names = "--invert", description = "Turn dark into light: for pictures that are dark on light.")
  private boolean invert;

  @Option(names = "--top", paramLabel = "N", description = "How many classes to tell of each picture; by default 3.")
  private int top = 3;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the predictions as one JSON object.")
  private boolean json;

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A class and how sure the model is of it. */
  private record Guess(String name, double probability) {}

  @Override
  public Integer call() {
    if (top < 1) {
      throw new WrongUse(spec, "--top must be at least 1; received " + top + ".");
    }
    KerasModel file = ModelArgument.read(argument, store, spec);
    Shape picture = picture(file.model().network().input());
    List<Map<String, Object>> predictions = new ArrayList<>();
    int code = 0;
    for (Path image : images) {
      Map<String, Object> prediction = new LinkedHashMap<>();
      prediction.put("image", image.toString());
      try {
        List<Guess> guesses = guesses(file, picture, image);
        prediction.put("class", guesses.getFirst().name);
        prediction.put("probability", guesses.getFirst().probability);
        Map<String, Double> all = new LinkedHashMap<>();
        guesses.forEach(guess -> all.put(guess.name, guess.probability));
        prediction.put("probabilities", all);
        if (!json) {
          terminal.out().println(image + ": " + sentence(guesses));
        }
      } catch (WeftException e) {
        prediction.put("error", e.getMessage());
        terminal.note(e.getMessage());
        code = Weft.FAILED;
      }
      predictions.add(prediction);
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("model", argument);
      all.put("predictions", predictions);
      terminal.out().print(Json.pretty(all));
    }
    return code;
  }

  /** The pictures that a network takes; a row of numbers is read as a square. */
  private Shape picture(Shape input) {
    int side = (int) Math.sqrt(input.elements());
    if (input.rank() == 1 && side * side == input.elements()) {
      return Shape.of(side, side, 1);
    }
    if (input.rank() == 3 && (input.last() == 1 || input.last() == 3)) {
      return input;
    }
    throw new WrongUse(
        spec, argument + " must take pictures (height, width, 1 or 3) to be asked about them; it takes " + input + ".");
  }

  /** All classes, the most probable first. */
  private List<Guess> guesses(KerasModel file, Shape picture, Path image) {
    Model model = file.model();
    byte[] pixels =
        PreparedImage.of(ImageFile.read(image), picture.size(0), picture.size(1), picture.size(2), invert).pixels();
    float[] outputs = model.predict(scaled(pixels, model.scaling()));
    float[] probabilities = Scores.probabilities(outputs, outputs.length, model.loss());
    return IntStream.range(0, probabilities.length)
        .mapToObj(label -> new Guess(file.metadata().classNames().get(label), probabilities[label]))
        .sorted(Comparator.comparingDouble(Guess::probability).reversed())
        .toList();
  }

  private static float[] scaled(byte[] pixels, Scaling scaling) {
    float[] values = new float[pixels.length];
    Pixels.scale(pixels, 0, scaling.scale(), scaling.offset(), values, 0);
    return values;
  }

  private String sentence(List<Guess> guesses) {
    return guesses.stream()
        .limit(top)
        .map(guess -> String.format(Locale.ROOT, "%s %.1f%%", guess.name, 100 * guess.probability))
        .collect(Collectors.joining(", "));
  }
}
