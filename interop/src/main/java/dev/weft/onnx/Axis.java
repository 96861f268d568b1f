package dev.weft.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * One or several {@link Part parts} that are an axis together, the slowest first; none of them where its size is 1. So
 * an axis of ONNX's order can be compared with one of Weft's, wherever it was moved, split or joined with others.
 */
record Axis(List<Part> parts) {
  static final Axis ONE = new Axis(List.of());

  /** What is moved as a whole; each is another one, also of the same size. */
  static final class Part {
    private final int size;

    private Part(int size) {
      this.size = size;
    }

    int size() {
      return size;
    }
  }

  Axis {
    parts = List.copyOf(parts);
  }

  /** An axis that is no part of another. */
  static Axis of(int size) {
    return size == 1 ? ONE : new Axis(List.of(new Part(size)));
  }

  static List<Axis> of(List<Integer> sizes) {
    return sizes.stream().map(Axis::of).toList();
  }

  /** These axes as one, the slowest first. */
  static Axis joined(Collection<Axis> axes) {
    return new Axis(axes.stream().flatMap(axis -> axis.parts.stream()).toList());
  }

  long size() {
    return parts.stream().mapToLong(Part::size).reduce(1, Math::multiplyExact);
  }

  /** Whether these are the same parts in any order. */
  boolean hasPartsOf(Axis other) {
    return parts.size() == other.parts.size() && other.parts.containsAll(parts);
  }

  Axis replaced(Part part, List<Part> by) {
    if (!parts.contains(part)) {
      return this;
    }
    List<Part> all = new ArrayList<>(parts);
    int at = all.indexOf(part);
    all.remove(at);
    all.addAll(at, by);
    return new Axis(all);
  }

  /** A part as two, the slower of this size. */
  static List<Part> split(Part part, int outer) {
    return List.of(new Part(outer), new Part(part.size / outer));
  }

  /** For each place along this axis, the place along another one that has the same parts in another order. */
  int[] placesIn(Axis other) {
    Map<Part, Integer> strides = new IdentityHashMap<>();
    int stride = 1;
    for (Part part : other.parts.reversed()) {
      strides.put(part, stride);
      stride *= part.size;
    }
    int[] places = new int[Math.toIntExact(size())];
    int[] digits = new int[parts.size()];
    int place = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = place;
      for (int digit = digits.length - 1; digit >= 0; digit--) {
        Part part = parts.get(digit);
        int step = strides.get(part);
        place += step;
        if (++digits[digit] < part.size) {
          break;
        }
        place -= step * part.size;
        digits[digit] = 0;
      }
    }
    return places;
  }

  /** Whether numbers along this axis stand in the same order as along the other. */
  boolean isOrderOf(Axis other) {
    return parts.equals(other.parts);
  }

  @Override
  public String toString() {
    return Arrays.toString(parts.stream().mapToInt(Part::size).toArray());
  }
}
