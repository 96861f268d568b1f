package dev.weft.keras;

import static dev.weft.keras.OperationReader.one;

import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Operations that leave numbers as they are, or take them together: the layer that does the same, described as Keras
 * does, or none. Axes count the batch's as 0.
 */
final class ShapeOperations {
  private ShapeOperations() {}

  /** Whether an operation goes over height and width. */
  static boolean areImageAxes(Object axes, Shape shape) {
    return shape.rank() == 3
        && axes instanceof List<?> list
        && list.size() == 2
        && list.stream().map(each -> positive(each, 4)).sorted().toList().equals(List.of(1, 2));
  }

  private static int positive(Object axis, int rank) {
    return axis instanceof Integer number ? (number < 0 ? number + rank : number) : -1;
  }

  /** The batch's size is left open as -1; so is one of the others at most. */
  static List<Map<String, Object>> reshape(Shape shape, Object target) {
    if (!(target instanceof List<?> sizes) || sizes.size() < 2) {
      return List.of();
    }
    List<?> rest = sizes.subList(1, sizes.size());
    boolean known = rest.stream().allMatch(Integer.class::isInstance);
    boolean batchOpen = sizes.getFirst() == null || sizes.getFirst().equals(-1);
    long elements = known ? rest.stream().mapToLong(size -> (Integer) size).reduce(1, (a, b) -> a * b) : 0;
    return batchOpen && elements == shape.elements() ? one("Reshape", Map.of("target_shape", rest)) : List.of();
  }

  static List<Map<String, Object>> expand(Shape shape, Object axis) {
    int at = positive(axis, shape.rank() + 2) - 1;
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    if (at < 0 || at > sizes.size()) {
      return List.of();
    }
    sizes.add(at, 1);
    return one("Reshape", Map.of("target_shape", sizes));
  }

  static List<Map<String, Object>> squeeze(Shape shape, Object axis) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    List<?> axes = axis instanceof List<?> list ? list : axis == null ? List.of() : List.of(axis);
    List<Integer> places = axes.stream().map(each -> positive(each, shape.rank() + 1) - 1).sorted().toList();
    for (int place : places.reversed()) {
      if (place < 0 || place >= sizes.size() || sizes.remove(place) != 1) {
        return List.of();
      }
    }
    return places.isEmpty() || sizes.isEmpty() ? List.of() : one("Reshape", Map.of("target_shape", sizes));
  }

  static List<Map<String, Object>> transpose(Object axes) {
    return axes instanceof List<?> list && list.size() > 1 && list.getFirst().equals(0)
        ? one("Permute", Map.of("dims", list.subList(1, list.size())))
        : List.of();
  }

  /** {@code x[:, 1:7, :-2, :]}. */
  static List<Map<String, Object>> crop(Shape shape, Object wanted) {
    if (shape.rank() != 3 || !(wanted instanceof List<?> slices) || slices.size() > 4) {
      return List.of();
    }
    List<List<Integer>> cropping = new ArrayList<>();
    for (int axis = 0; axis < 4; axis++) {
      int size = axis == 0 ? Integer.MAX_VALUE : shape.size(axis - 1);
      List<Integer> cut = axis < slices.size() ? cut(slices.get(axis), size) : List.of(0, 0);
      if (cut == null || ((axis == 0 || axis == 3) && !cut.equals(List.of(0, 0)))) {
        return List.of();
      }
      cropping.add(cut);
    }
    return one("Cropping2D", Map.of("cropping", cropping.subList(1, 3)));
  }

  /** How much a slice leaves out at both ends; null for one with steps, or none. */
  private static List<Integer> cut(Object slice, int size) {
    Object config = KerasObject.member(slice, "config");
    Object step = KerasObject.member(config, "step");
    if (!"__slice__".equals(KerasObject.member(slice, "class_name")) || !(step == null || step.equals(1))) {
      return null;
    }
    Object start = KerasObject.member(config, "start");
    Object stop = KerasObject.member(config, "stop");
    int from = start == null ? 0 : Math.clamp(positive(start, size), 0, size);
    int to = stop == null ? size : Math.clamp(positive(stop, size), 0, size);
    return from < to ? List.of(from, size - to) : null;
  }

  /** Zeros around height and width. */
  static List<Map<String, Object>> pad(Object widths) {
    return widths instanceof List<?> list
            && list.size() == 4
            && IntStream.of(0, 3).allMatch(axis -> list.get(axis).equals(List.of(0, 0)))
        ? one("ZeroPadding2D", Map.of("padding", list.subList(1, 3)))
        : List.of();
  }
}
