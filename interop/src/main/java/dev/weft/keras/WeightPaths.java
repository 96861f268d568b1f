package dev.weft.keras;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where Keras 3's {@code model.weights.h5} has each layer's arrays: {@code layers/dense_1/vars}, where the name is the
 * layer's class and its number among those of this class; {@code layers/sequential/layers/dense/vars} in a model within
 * the model; {@code layers/dense/activation/vars} of an activation that is a layer.
 */
final class WeightPaths {
  /** The name that Keras 2.12 and 2.13 gave to a model's group of layers. */
  private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";

  private final Hdf5 file;
  private final List<Place> places;
  private final Set<Place> withWeights = new HashSet<>();
  private final Map<Place, String> groups = new HashMap<>();

  /**
   * @param places all layers and models of the file, in its order
   * @param weighted those places whose layers have weights
   */
  WeightPaths(Hdf5 file, List<Place> places, List<Place> weighted) {
    this.file = file;
    this.places = places;
    for (Place place : weighted) {
      for (Place each = place; each != null; each = each.model()) {
        withWeights.add(each);
      }
    }
  }

  /** The group of a layer's arrays. */
  String vars(GraphReader.Part part) {
    return group(part.place()) + (part.isActivation() ? "/activation/vars" : "/vars");
  }

  private String group(Place place) {
    String known = groups.get(place);
    if (known == null) {
      String model = place.model() == null ? "" : group(place.model()) + "/";
      known = file.has(model + OLD_LAYERS) ? oldGroup(model + OLD_LAYERS, place) : model + "layers/" + name(place);
      groups.put(place, known);
    }
    return known;
  }

  /** The class and its number, counted from 0 among the layers of its class in its model. */
  private String name(Place place) {
    long number = places.stream().takeWhile(each -> each != place).filter(each -> isSibling(each, place)).count();
    return place.group() + (number == 0 ? "" : "_" + number);
  }

  /** Keras 2.12 and 2.13 count some layers twice, so numbers are left out: the order tells. */
  private String oldGroup(String model, Place place) {
    long before =
        places.stream()
            .takeWhile(each -> each != place)
            .filter(each -> isSibling(each, place) && withWeights.contains(each))
            .count();
    String group = place.group();
    return file.children(model).stream()
        .filter(name -> name.matches(Pattern.quote(group) + "(_\\d{1,9})?"))
        .map(name -> model + "/" + name)
        .filter(path -> !file.children(path + "/vars").isEmpty() || file.has(path + "/" + OLD_LAYERS))
        .sorted(Comparator.comparingInt(path -> number(path, model + "/" + group)))
        .skip(before)
        .findFirst()
        .orElse(model + "/" + name(place));
  }

  private static int number(String path, String first) {
    return path.equals(first) ? 0 : Integer.parseInt(path.substring(first.length() + 1));
  }

  private static boolean isSibling(Place one, Place other) {
    return one.model() == other.model() && one.group().equals(other.group());
  }
}
