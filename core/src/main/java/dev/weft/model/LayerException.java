package dev.weft.model;

/** A layer that cannot stand where it stands. */
public final class LayerException extends IllegalArgumentException {
  private final int index;
  private final String node;

  /**
   * @param index counts nodes from 0, without the input
   * @param node its name in the graph
   * @param message what is wrong, one sentence
   */
  LayerException(int index, String node, String message) {
    super("layer " + (index + 1) + ": " + message);
    this.index = index;
    this.node = node;
  }

  /** The place among the graph's nodes, from 0. */
  public int index() {
    return index;
  }

  /** The node's name. */
  public String node() {
    return node;
  }
}
