package dev.weft.cli.document;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * What takes seconds in place of what takes minutes: the named data sets become folders of a few synthetic digits, and
 * a training has one epoch. Nothing else of a command is changed.
 *
 * @param folder where the data sets lie, by their names
 */
record StandIns(Path folder) {
  private static final int TRAIN = 20;
  private static final int TEST = 6;

  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "mnist",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          "strokes",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          "fashion-mnist",
          List.of("top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"));

  /** Draws the sets into the folder. */
  static StandIns drawn(Path folder) throws IOException {
    ImageDataset digits = Datasets.load("strokes");
    for (Map.Entry<String, List<String>> set : CLASSES.entrySet()) {
      draw(digits.train(), TRAIN, folder.resolve(set.getKey()).resolve("train"), set.getValue());
      draw(digits.test(), TEST, folder.resolve(set.getKey()).resolve("test"), set.getValue());
    }
    return new StandIns(folder);
  }

  /** So many images of each class, in a folder of its name. */
  static void draw(ImageSet digits, int count, Path folder, List<String> classes) throws IOException {
    int[] drawn = new int[classes.size()];
    for (int i = 0; i < digits.size(); i++) {
      int label = digits.label(i);
      if (label < classes.size() && drawn[label] < count) {
        Path of = Files.createDirectories(folder.resolve(classes.get(label)));
        BufferedImage image = new BufferedImage(digits.width(), digits.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, digits.width(), digits.height(), digits.image(i));
        ImageIO.write(image, "png", of.resolve(drawn[label] + ".png").toFile());
        drawn[label]++;
      }
    }
  }

  /** A command's words with the small in place of the large. */
  List<String> command(List<String> typed) {
    List<String> words = new ArrayList<>();
    for (String word : typed) {
      boolean isSet = CLASSES.containsKey(word);
      words.add(isSet ? folder.resolve(word).toString() : word.replace("{first: 5000}", "{fraction: 0.2}"));
    }
    words.remove("--yes"); // the launcher's
    if (words.size() > 1 && words.getFirst().equals("train") && !words.contains("--resume")) {
      int epochs = words.indexOf("--epochs");
      if (epochs > 0) {
        words.set(epochs + 1, "1");
      } else if (!words.get(1).endsWith(".yaml")) {
        words.addAll(List.of("--epochs", "1"));
      }
      if (!words.get(1).endsWith(".yaml") && !words.contains("--data")) {
        words.addAll(List.of("--data", folder.resolve("mnist").toString()));
        words.addAll(1, List.of("--set", "data.validation={fraction: 0.2}"));
      }
    }
    return words;
  }

  /** The same of a file that a document shows. */
  String file(String text) {
    return text.replaceAll("dataset: (mnist|fashion-mnist|strokes)\\b", "path: " + folder + "/$1")
        .replace("{ first: 5000 }", "{ fraction: 0.2 }")
        .replaceAll("(epochs: )\\d+", "$11")
        .replaceAll("(?m)^base: [a-z].*", "base: reader.yaml");
  }
}
