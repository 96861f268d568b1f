package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import dev.weft.source.DataPart;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThumbnailsTest {
  private static final ImageDataset DATA = MadeUp.STROKES;
  private static final List<ClassImages> CLASSES = ClassImages.of(DATA.train());
  private static final Thumbnails THUMBNAILS = Thumbnails.of(DATA, CLASSES, List.of(7));

  /** Sixty of a thousand, of which no two tenths have very different numbers, in the order of the set. */
  @Test
  void samplesAreSpreadOverTheClass() {
    List<Integer> slots = THUMBNAILS.samples().get(DataPart.TRAIN).get(3);
    assertEquals(60, slots.size());
    int before = -1;
    int[] tenths = new int[10];
    List<Integer> threes = Arrays.stream(CLASSES.get(3).images()).boxed().toList();
    for (int slot : slots) {
      Thumbnails.Shown shown = THUMBNAILS.images().get(slot);
      assertEquals(3, DATA.train().label(shown.image()));
      assertTrue(shown.image() > before);
      before = shown.image();
      tenths[10 * threes.indexOf(shown.image()) / threes.size()]++;
    }
    for (int tenth : tenths) {
      assertTrue(tenth >= 5 && tenth <= 7, tenth + " of a tenth");
    }
  }

  @Test
  void eachClassComesFirstThenTheImagesOfTables() {
    List<Thumbnails.Shown> images = THUMBNAILS.images();
    for (int label = 0; label < 10; label++) {
      assertEquals(label, DATA.train().label(images.get(label).image()));
    }
    assertEquals(CLASSES.get(7).typical(1)[0], images.get(10).image());
  }

  @Test
  void aTestPartWithoutImagesHasNoSamples() {
    ImageSet none = DATA.test().range(0, 0);
    ImageDataset data = new ImageDataset("mine", DATA.test(), none, DATA.sha256(), "made up");
    Thumbnails thumbnails = Thumbnails.of(data, ClassImages.of(data.train()), List.of());
    assertTrue(thumbnails.samples().get(DataPart.TEST).stream().allMatch(List::isEmpty));
  }
}
