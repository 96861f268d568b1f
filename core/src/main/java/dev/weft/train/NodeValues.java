package dev.weft.train;

import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Graph;
import dev.weft.model.Truncation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The value of a node for every image of a set. It is computed once and kept in the user's cache, as the outputs of
 * frozen layers are: a later call with the same network, weights, scaling and images reads it.
 *
 * @param floats (images, size)
 * @param size the floats of one image
 */
public record NodeValues(MemorySegment floats, int size) {
  /** Where they are kept, beside those of trainings. */
  public static Path ofUser() {
    return CacheFolder.ofUser("features");
  }

  /**
   * Computes or reads them.
   *
   * @param folder where they are kept
   * @param threads how many share the work, at least 1; they change no bit
   * @param progress receives how many images are done
   * @throws IOException if there is no place for them
   */
  public static NodeValues of(Model model, String node, ImageSet set, Path folder, int threads, IntConsumer progress)
      throws IOException {
    Graph part = Truncation.at(model.network(), node);
    Set<String> layers = new HashSet<>(part.layerNames());
    List<Variable> variables = model.variables().stream().filter(v -> layers.contains(v.layer())).toList();
    FrozenPart body = new FrozenPart(part, variables, null, List.of());
    try (WorkerPool workers = new WorkerPool(threads)) {
      Features features =
          Features.of(
                  body, set, model.scaling(), folder, workers, () -> false, (images, all) -> progress.accept(images))
              .orElseThrow();
      return new NodeValues(features.values(), features.size());
    }
  }
}
