package dev.weft.page.explain;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.embedding.Embedder;
import dev.weft.explain.embedding.EmbeddingMap;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.run.FinishedRun;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A page with a map of many of a run's test images. */
public final class MapPage {
  private static final int MOST_BYTES = 2_500_000;
  private static final int MOST_NUMBERS = 64_000_000;

  private final FinishedRun run;
  private final MapFigure figure;

  private MapPage(FinishedRun run, MapFigure figure) {
    this.run = run;
    this.figure = figure;
  }

  /**
   * @param test the images that the run was tested on
   * @param most how many images; there are fewer where the page would become too large
   * @param seed decides which images, and how UMAP begins
   * @throws WeftException if the network has no embeddings, or if there are too few images
   */
  public static Page of(FinishedRun run, ImageSet test, int most, long seed, int threads) {
    Model model = run.model();
    if (!Embedder.isFor(model.network()) || test.size() < EmbeddingMap.LEAST) {
      throw new WeftException(
          "a map needs a network of two layers with weights or more, and %s test images; %s has fewer."
              .formatted(EmbeddingMap.LEAST, run.name()));
    }
    MapFigure.Limits limits = new MapFigure.Limits(most, MOST_BYTES, MOST_NUMBERS);
    return Page.of("explain/mapPage.jte", new MapPage(run, MapFigure.of(run, model, test, limits, seed, threads)));
  }

  String title() {
    return "Map of %s on %s".formatted(run.experiment().name(), run.experiment().data().dataset());
  }

  String origin() {
    Path folder = run.folder().toAbsolutePath().normalize().getFileName();
    return "Run %s".formatted(folder);
  }

  MapFigure figure() {
    return figure;
  }

  List<Section> contents() {
    return List.of(new Section("map", "Map"));
  }

  String data() {
    return Script.data(Map.of("map", figure.toMap()));
  }
}
