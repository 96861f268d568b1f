package dev.weft.server.draw;

import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.Occlusion;
import dev.weft.explain.attribution.ScoredNetwork;
import dev.weft.model.Shape;
import dev.weft.page.explain.Overlay;
import dev.weft.train.Model;

/**
 * Why a network predicts what it predicts of one image: what speaks for a class, and the training images like it. Not
 * for more than one thread at a time.
 */
final class Explanations implements AutoCloseable {
  private static final int THREADS = 1;

  private final Model model;
  private final Shape shape;
  private final Neighbours neighbours;
  private ScoredNetwork network;

  /**
   * @param shape of the images that the network takes, (height, width, channels)
   */
  Explanations(Model model, Shape shape, Neighbours neighbours) {
    this.model = model;
    this.shape = shape;
    this.neighbours = neighbours;
  }

  Neighbours neighbours() {
    return neighbours;
  }

  /**
   * The image with its occlusion map over it.
   *
   * @param seen (height, width, channels), unsigned bytes, as the network takes them
   */
  ShownImage occlusion(byte[] seen, int label) {
    if (network == null) {
      network = ScoredNetwork.of(model, shape, THREADS);
    }
    Attribution map = Occlusion.of(shape).attribute(network, seen, label);
    return ShownImage.ofColours(Overlay.of(seen, shape, map.map()), shape);
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
    neighbours.close();
  }
}
