package dev.weft.keras;

import dev.weft.config.SnakeCase;

/**
 * Where a layer stands in a file: in the model, or in a model within it. Each is one place, whatever it is equal to.
 */
final class Place {
  private final Place model;
  private final String kind;

  /**
   * @param model that holds the layer; null for the file's own model
   * @param kind the class of the layer or model
   */
  Place(Place model, String kind) {
    this.model = model;
    this.kind = kind;
  }

  Place model() {
    return model;
  }

  /** As {@code .keras} files name it: the class in snake case. */
  String group() {
    return SnakeCase.of(kind);
  }

  /** The place in the file's own model that is this one or holds it. */
  Place top() {
    Place place = this;
    while (place.model != null) {
      place = place.model;
    }
    return place;
  }
}
