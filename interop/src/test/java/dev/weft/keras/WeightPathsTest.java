package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightPathsTest {
  @TempDir private Path folder;

  /** An HDF5 file with one number at each of these paths. */
  private Hdf5 file(String... paths) throws IOException {
    Hdf5Writer writer = new Hdf5Writer();
    for (String path : paths) {
      var group = writer.root();
      for (String name : path.split("/")) {
        var known = group.getChild(name);
        group = known == null ? group.putGroup(name) : (io.jhdf.api.WritableGroup) known;
      }
      group.putDataset("0", new float[] {1});
    }
    Path file = folder.resolve("weights.h5");
    writer.write(file);
    return new Hdf5(Files.readAllBytes(file));
  }

  private static GraphReader.Part part(Place place) {
    return new GraphReader.Part("x", true, place, false);
  }

  @Test
  void layersAreNumberedWithinTheirClassAndModel() throws IOException {
    Place first = new Place(null, "x", "Dense");
    Place flat = new Place(null, "x", "Flatten");
    Place second = new Place(null, "x", "Dense");
    Place model = new Place(null, "x", "Sequential");
    Place inner = new Place(model, "x", "Dense");
    List<Place> places = List.of(first, flat, second, model, inner);
    WeightPaths paths = new WeightPaths(file("layers/dense/vars"), places, List.of(first, second, inner));
    assertEquals("layers/dense/vars", paths.vars(part(first)));
    assertEquals("layers/dense_1/vars", paths.vars(part(second)));
    assertEquals("layers/sequential/layers/dense/vars", paths.vars(part(inner)));
  }

  /** Keras 2.12 and 2.13 number a layer with weights twice. */
  @Test
  void olderFilesSkipNumbers() throws IOException {
    Place first = new Place(null, "x", "Dense");
    Place second = new Place(null, "x", "Dense");
    Place third = new Place(null, "x", "Dense");
    List<Place> places = List.of(first, second, third);
    String old = "_layer_checkpoint_dependencies/dense";
    WeightPaths paths = new WeightPaths(file(old + "/vars", old + "_2/vars", old + "_10/vars"), places, places);
    assertEquals(old + "/vars", paths.vars(part(first)));
    assertEquals(old + "_2/vars", paths.vars(part(second)));
    assertEquals(old + "_10/vars", paths.vars(part(third)));
  }
}
