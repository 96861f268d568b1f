package dev.weft.cli.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A study of eight short trainings on the built-in images. */
public final class SmallStudy {
  static final String YAML =
      """
      name: sizes
      base:
        data: { dataset: strokes, train_size: 400, validation: { stratified: 0.2 } }
        model:
          - Flatten
          - Dense: { units: 8, activation: relu }
          - Dense: { units: 10, activation: softmax }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 12, batch_size: 5, seed: 4 }
      grid:
        model.1.Dense.units: [4, 16]
        training.batch_size: [4, 5]
      repeats: 2
      select: { metric: accuracy }
      """;

  private SmallStudy() {}

  /** The study's file, written into a folder. */
  static String file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("sizes.yaml"), YAML).toString();
  }

  /** Everything in {@code results.csv} but the seconds. */
  public static List<String> results(Path study) throws IOException {
    return Files.readAllLines(study.resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
          cells.remove(6);
          return String.join(",", cells);
        })
        .toList();
  }
}
