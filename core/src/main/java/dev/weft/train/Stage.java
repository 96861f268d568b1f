package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.model.Graph;
import dev.weft.model.Optimizer;

/**
 * A part of a training: its epochs, and what is so for them alone. A training of several stages goes from the head that
 * learns alone to the network whose last blocks learn, too, or from small images to large ones.
 *
 * <p>What the optimizer remembers goes on into the next stage if the same weights learn there and its optimizer is the
 * same, or has another learning rate only: Keras after {@code optimizer.learning_rate = ...}. Otherwise it begins anew,
 * as in Keras after {@code compile}. A schedule goes over all stages on end that have it, and begins anew with the
 * optimizer.
 *
 * @param network with the weights of the model; other layers may be frozen, the input may be of another size
 * @param optimizer of this stage
 * @param train what it learns from
 * @param fit epochs, batch size, order, weights, validation, augmentation and callbacks of this stage; its checkpoint,
 *     threads, stop and profile are not looked at
 */
public record Stage(Graph network, Optimizer optimizer, ImageSet train, Fit fit) {
  /** The batches of an epoch. */
  int steps() {
    return Math.ceilDiv(train.size(), Math.min(fit.batchSize(), train.size()));
  }
}
