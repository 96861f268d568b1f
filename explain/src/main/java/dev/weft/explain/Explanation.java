package dev.weft.explain;

import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Region;
import dev.weft.explain.embedding.Embeddings.Neighbour;
import dev.weft.model.Shape;
import java.util.List;

/**
 * Why a network says what it says of one image.
 *
 * @param image the shape of what it saw, (height, width, channels)
 * @param seen what it saw: unsigned bytes
 * @param probabilities (classes), as the network gives them
 * @param classes the classes that were asked about, such as the predicted and the true one
 * @param nearest the training images that it sees most alike, the likest first; none where they were not given
 */
public record Explanation(
    Shape image, byte[] seen, float[] probabilities, List<OfClass> classes, List<Neighbour> nearest) {
  /** What in the image speaks for a class, as each method sees it. */
  public record OfClass(int label, List<CheckedMap> maps) {}

  /**
   * One method's map, and whether it can be believed.
   *
   * @param regions the strongest, in words
   */
  public record CheckedMap(Attribution attribution, MapCheck check, List<Region> regions) {}
}
