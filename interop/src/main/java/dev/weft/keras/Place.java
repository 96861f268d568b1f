package dev.weft.keras;

import dev.weft.config.SnakeCase;

/**
 * Where a layer stands in a file: in the model, or in a model within it. Each is one place, whatever it is equal to.
 */
final class Place {
  private final Place model;
  private final String name;
  private final String kind;

  /**
   * @param model that holds the layer; null for the file's own model
   * @param name in its model
   * @param kind the class of the layer or model
   */
  Place(Place model, String name, String kind) {
    this.model = model;
    this.name = name;
    this.kind = kind;
  }

  Place model() {
    return model;
  }

  /** As {@code .keras} files name it: the class in snake case. */
  String group() {
    return SnakeCase.of(kind);
  }

  /** The name, as {@code .h5} files have it, of the layer or model in the file's own model that is this or holds it. */
  String top() {
    Place place = this;
    while (place.model != null) {
      place = place.model;
    }
    return place.name;
  }
}
