package dev.weft.interop;

import dev.weft.train.Model;

/**
 * A model file's contents: the model, with weights, optimizer state and scaling, and what is known about where it comes
 * from.
 */
public record KerasModel(Model model, Metadata metadata) {
  /**
   * @throws IllegalArgumentException when there are not as many class names as outputs
   */
  public KerasModel {
    int outputs = model.network().output().last();
    if (!metadata.fits(outputs)) {
      throw new IllegalArgumentException(
          "a model needs a class name for each of its "
              + outputs
              + " outputs; received "
              + metadata.classNames()
              + ".");
    }
  }
}
