package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.source.ArrayName.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An array of images and that of their labels.
 *
 * @param part that both belong to; empty where no name has one
 */
record ArrayPair(NamedArray images, NamedArray labels, Optional<DataPart> part) {
  /**
   * The pairs that names or, without telling names, shapes make.
   *
   * @throws WeftException if there is none, or if arrays of several sets lie there
   */
  static List<ArrayPair> of(Path path, List<NamedArray> arrays) {
    Map<String, List<ArrayPair>> sets = new LinkedHashMap<>();
    for (NamedArray images : arrays) {
      if (images.role() == Role.IMAGES) {
        labels(images, arrays)
            .ifPresent(labels ->
                sets.computeIfAbsent(images.set(), set -> new ArrayList<>())
                    .add(new ArrayPair(images, labels, images.part())));
      }
    }
    List<ArrayPair> pairs = sets.size() == 1 ? sets.values().iterator().next() : sets.get("");
    if (sets.isEmpty()) {
      pairs = byShape(arrays);
    }
    if (pairs == null || pairs.stream().map(ArrayPair::part).distinct().count() < pairs.size()) {
      throw new WeftException(
          "%s holds images of several sets (%s); name one of the files, or keep each set in a folder of its own."
              .formatted(
                  path, Quoted.list(sets.values().stream().flatMap(List::stream).map(p -> p.images.array()).toList())));
    }
    if (pairs.isEmpty()) {
      throw new WeftException(
          "arrays of images and of labels are x_train and y_train, train_images and train_labels, or images and labels"
              + " (and x_test and y_test, ...); received %s; save them under such names.".formatted(list(arrays)));
    }
    return pairs;
  }

  private static String list(List<NamedArray> arrays) {
    return Quoted.list(arrays.stream().map(array -> array.array() + " " + shape(array.shape())).toList());
  }

  static String shape(int[] shape) {
    return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  private static Optional<NamedArray> labels(NamedArray images, List<NamedArray> arrays) {
    List<NamedArray> labels =
        arrays.stream()
            .filter(array -> array.role() == Role.LABELS)
            .filter(array -> array.part().equals(images.part()) && array.set().equals(images.set()))
            .toList();
    return labels.stream()
        .filter(array -> array.count() == images.count())
        .findFirst()
        .or(() -> labels.stream().findFirst());
  }

  /** Of one or two arrays that look like images, the first is to train on and the second to test on. */
  private static List<ArrayPair> byShape(List<NamedArray> arrays) {
    List<NamedArray> images = arrays.stream().filter(array -> array.shape().length >= 3).toList();
    List<NamedArray> others =
        new ArrayList<>(
            arrays.stream().filter(array -> array.role() != Role.GROUPS && array.shape().length < 3).toList());
    if (images.isEmpty() && others.size() == 2 && others.getFirst().shape().length == 2) {
      images = List.of(others.removeFirst());
    }
    List<ArrayPair> pairs = new ArrayList<>();
    for (NamedArray array : images.size() > 2 ? List.<NamedArray>of() : images) {
      Optional<NamedArray> labels = others.stream().filter(other -> other.count() == array.count()).findFirst();
      if (labels.isPresent()) {
        others.remove(labels.get());
        Optional<DataPart> part =
            images.size() == 1 ? Optional.empty() : Optional.of(pairs.isEmpty() ? DataPart.TRAIN : DataPart.TEST);
        pairs.add(new ArrayPair(array, labels.get(), part));
      }
    }
    return pairs;
  }

  /** What was assumed where the names do not say it. */
  Optional<String> assumption() {
    if (images.role() == Role.IMAGES) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is taken as images%s, %s as their labels."
            .formatted(
                Quoted.text(images.array()),
                part.map(known -> " to " + (known == DataPart.TEST ? "test" : "train") + " on").orElse(""),
                Quoted.text(labels.array())));
  }
}
