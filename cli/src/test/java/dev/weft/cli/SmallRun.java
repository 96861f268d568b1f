package dev.weft.cli;

import dev.weft.keras.KerasFile;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A small experiment on the built-in images, with everything in it that could differ between two trainings. */
public final class SmallRun {
  private static final String YAML =
      """
      name: small
      data: { dataset: strokes, train_size: 1200, validation: { stratified: 0.1 } }
      model:
        - Conv2D: { filters: 6, kernel_size: 5, strides: 2 }
        - BatchNormalization
        - ReLU
        - MaxPooling2D
        - Flatten
        - Dropout: 0.2
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: 0.005 } }
        loss: sparse_categorical_crossentropy
        epochs: 3
        batch_size: 20
        seed: 4
      """;

  private SmallRun() {}

  /** The experiment's file, written into a folder. */
  public static String file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), YAML).toString();
  }

  public static String[] train(Path folder, Path out, String... more) throws IOException {
    return Stream.concat(Stream.of("train", file(folder), "--out", out.toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  /** The bits of all weights and of the optimizer's state. */
  public static List<List<Integer>> bits(Path out) {
    Model model = KerasFile.read(out.resolve("model.keras")).model();
    List<List<Integer>> bits = new ArrayList<>();
    model.variables().forEach(variable -> bits.add(bits(variable.values())));
    model.optimizerState().slots().forEach(slot -> bits.add(bits(slot.values())));
    return bits;
  }

  private static List<Integer> bits(float[] values) {
    Integer[] bits = new Integer[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return List.of(bits);
  }
}
