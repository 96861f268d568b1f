package dev.weft.page.run;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.slices.Slices;
import dev.weft.page.Gallery;
import dev.weft.page.Section;
import dev.weft.page.explain.MapFigure;
import dev.weft.page.explain.SlicesFigure;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a run's page has test images as the network sees them, and the groups of them on which it is worse. */
record MapAndGroups(Optional<MapFigure> map, Optional<SlicesFigure> groups) {
  static final MapAndGroups NONE = new MapAndGroups(Optional.empty(), Optional.empty());

  /**
   * @param test the images that the run was tested on
   * @param gallery those of them that the page has
   */
  static MapAndGroups of(FinishedRun run, ImageSet test, Gallery gallery) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new MapAndGroups(map(run, test, threads), Optional.of(new SlicesFigure(Slices.of(run, test), gallery)));
  }

  private static Optional<MapFigure> map(FinishedRun run, ImageSet test, int threads) {
    if (!Files.exists(run.folder().resolve(RunFolder.MODEL))) {
      return Optional.empty();
    }
    try {
      return MapFigure.ofPage(run, test, threads);
    } catch (WeftException e) {
      return Optional.empty(); // its model is not as it wrote it, which the command warns of
    }
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    groups.ifPresent(figure -> sections.add(new Section("groups", "Groups")));
    map.ifPresent(figure -> sections.add(new Section("map", "Map")));
    return sections;
  }
}
