package dev.weft.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How else people and Keras write a name; case, underscores and hyphens do not count. */
final class OtherNames {
  /** Keras's other names, and the usual one of each. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("MaxPool2D", "MaxPooling2D"),
          Map.entry("AvgPool2D", "AveragePooling2D"),
          Map.entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
          Map.entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
          Map.entry("Input", "InputLayer"),
          Map.entry("swish", "silu"),
          Map.entry("hard_swish", "hard_silu"),
          Map.entry("exp", "exponential"),
          Map.entry("softmax_v2", "softmax"),
          Map.entry("log_softmax_v2", "log_softmax"),
          Map.entry("uniform", "RandomUniform"),
          Map.entry("normal", "RandomNormal"),
          Map.entry("zero", "Zeros"),
          Map.entry("one", "Ones"),
          Map.entry("acc", "accuracy"),
          Map.entry("val_acc", "val_accuracy"),
          Map.entry("sparse_categorical_accuracy", "accuracy"),
          Map.entry("val_sparse_categorical_accuracy", "val_accuracy"),
          Map.entry("categorical_accuracy", "accuracy"),
          Map.entry("val_categorical_accuracy", "val_accuracy"),
          Map.entry("GaussianBlur", "RandomGaussianBlur"),
          Map.entry("Cutout", "RandomErasing"),
          Map.entry("MSE", "MeanSquaredError"),
          Map.entry("MAE", "MeanAbsoluteError"),
          Map.entry("MAPE", "MeanAbsolutePercentageError"),
          Map.entry("MSLE", "MeanSquaredLogarithmicError"),
          Map.entry("BCE", "BinaryCrossentropy"),
          Map.entry("KLD", "KLDivergence"),
          Map.entry("KullbackLeiblerDivergence", "KLDivergence"));

  private static final Map<String, String> CANONICAL =
      USUAL.entrySet().stream()
          .collect(Collectors.toMap(entry -> canonical(entry.getKey()), entry -> canonical(entry.getValue())));

  private OtherNames() {}

  static boolean areSame(String name, String word) {
    return canonical(name).equals(canonical(word)) || canonical(name).equals(resolved(word));
  }

  /** The usual name of a word, in canonical form. */
  static String resolved(String word) {
    return CANONICAL.getOrDefault(canonical(word), canonical(word));
  }

  /** Without what does not count. */
  static String canonical(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * What people write for a name: it and Keras's other names, each also in snake case and in lower case. (As case and
   * underscores do not count, more is read.)
   */
  static Set<String> spellings(String name) {
    Stream<String> others =
        USUAL.entrySet().stream()
            .filter(entry -> canonical(entry.getValue()).equals(canonical(name)))
            .map(Map.Entry::getKey);
    return Stream.concat(Stream.of(name), others)
        .flatMap(word -> Stream.of(word, SnakeCase.of(word), word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
