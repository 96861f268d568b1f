package dev.weft.source;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The labels in an array: (n) or (n, 1) whole numbers or texts, or (n, classes) with a single 1 a row. */
final class ArrayLabels {
  private static final int QMNIST_COLUMNS = 8;

  private ArrayLabels() {}

  /**
   * Each sample's label as a text.
   *
   * @throws WeftException if the array has another shape, or values that are no labels
   */
  static List<String> of(NpyArray array, List<String> notes) {
    int[] shape = array.shape();
    long columns = 1;
    for (int i = 1; i < shape.length; i++) {
      columns *= shape[i];
    }
    if (shape.length == 0 || shape.length > 2 && columns > 1) {
      throw refused(array);
    }
    if (columns == QMNIST_COLUMNS && !array.header().type().isText() && isQmnist(array)) {
      notes.add("The labels have QMNIST's eight columns; the first has the class.");
      columns = 1;
    }
    List<String> labels = new ArrayList<>(shape[0]);
    for (int i = 0; i < shape[0]; i++) {
      long at = i * array.strides()[0];
      labels.add(columns == 1 ? label(array, at) : String.valueOf(one(array, i)));
    }
    return labels;
  }

  private static String label(NpyArray array, long at) {
    if (array.header().type().isText()) {
      return array.text(at).strip();
    }
    double value = array.number(at);
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw new WeftException(
          "a label is a whole number or a text; received %s; save the labels as whole numbers.".formatted(value));
    }
    return String.valueOf((long) value);
  }

  /** The column of a row's only 1. */
  private static int one(NpyArray array, int row) {
    if (array.header().type().isText()) {
      throw refused(array);
    }
    int column = -1;
    for (int i = 0; i < array.shape()[1]; i++) {
      double value = array.number(row * array.strides()[0] + i * array.strides()[1]);
      if (value == 1 && column < 0) {
        column = i;
      } else if (value != 0) {
        column = array.shape()[1];
      }
    }
    if (column < 0 || column == array.shape()[1]) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "an image has one class: with labels of shape %s, one 1 a row and else 0; row %d has not; several"
                  + " classes an image cannot be learned, choose one column.",
              ArrayPair.shape(array.shape()),
              row));
    }
    return column;
  }

  /** The class, and a writer or a source above it: see QMNIST. */
  private static boolean isQmnist(NpyArray array) {
    boolean more = false;
    for (int row = 0; row < array.count(); row++) {
      double label = array.number(row * array.strides()[0]);
      if (label != Math.rint(label) || label < 0 || label > 9) {
        return false;
      }
      more |= array.number(row * array.strides()[0] + 2 * array.strides()[1]) > 9;
    }
    return more;
  }

  private static WeftException refused(NpyArray array) {
    return new WeftException(
        "labels are (n) or (n, 1) whole numbers or texts, or (n, classes) with a single 1 a row; received %s; save them"
                .formatted(ArrayPair.shape(array.shape()))
            + " so.");
  }
}
