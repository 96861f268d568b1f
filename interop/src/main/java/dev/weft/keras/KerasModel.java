package dev.weft.keras;

import dev.weft.calibration.Confidence;
import dev.weft.image.Intake;
import dev.weft.model.Outputs;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model file's contents: the model, with weights, optimizer state and scaling, and what is known about where it comes
 * from.
 *
 * @param notes what was read otherwise than the file says or left out, one sentence each; none for Weft's own files
 * @param knowsScaling whether the file says how its images were scaled, or its network scales them itself
 * @param knowsLoss whether the model's loss is the one that the file says
 */
public record KerasModel(Model model, Metadata metadata, List<String> notes, boolean knowsScaling, boolean knowsLoss) {
  /**
   * @throws IllegalArgumentException when there are not as many class names as outputs
   */
  public KerasModel {
    notes = List.copyOf(notes);
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

  /** How any image becomes one that the model takes; empty if it takes no images. */
  public Optional<Intake> intake() {
    return ImagesTaken.by(model.network(), metadata);
  }

  /** With other names of its classes, as many. */
  public KerasModel named(List<String> classNames) {
    return new KerasModel(model, metadata.named(classNames), notes, knowsScaling, knowsLoss);
  }

  /** How far its probabilities can be believed; empty if that is not known, or its outputs are scores. */
  public Optional<Confidence> confidence() {
    return Outputs.of(model.network(), model.loss()).areScores() ? Optional.empty() : metadata.confidence();
  }

  /** With one note more. */
  public KerasModel noted(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new KerasModel(model, metadata, more, knowsScaling, knowsLoss);
  }

  /** A model of which there is nothing to note. */
  public KerasModel(Model model, Metadata metadata) {
    this(model, metadata, List.of(), true, true);
  }
}
