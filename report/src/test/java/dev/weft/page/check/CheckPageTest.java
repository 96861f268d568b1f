package dev.weft.page.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.check.DataCheck;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckPageTest {
  private static final ImageSet STROKES = MadeUp.STROKES.test();

  private static String page(ImageSet train, ImageSet test) {
    ImageDataset data = new ImageDataset("mine", train, test, Map.of(), "made up");
    return CheckPage.of(DataCheck.of(data, seen -> {}), "mine").html();
  }

  private static ImageSet named(ImageSet set, List<String> names) {
    byte[] pixels = new byte[set.size() * set.features()];
    IntStream.range(0, set.size())
        .forEach(i -> System.arraycopy(set.image(i), 0, pixels, i * set.features(), set.features()));
    int[] labels = IntStream.of(set.labels()).map(label -> label % names.size()).toArray();
    return ImageSet.of(pixels, labels, set.height(), set.width(), set.channels(), names);
  }

  @Test
  void itBeginsWithTheVerdictAndHasWhatToDo() {
    String html = page(STROKES.range(0, 400), STROKES.range(0, 100));
    assertEquals("1 problem to solve before training.", html.replaceFirst("(?s).*data-verdict>([^<]*)<.*", "$1"));
    assertTrue(html.contains("200 images in 100 groups have the same pixels"));
    assertTrue(html.contains("What to do:</strong> Leave the copies in the training part out."));
    assertTrue(html.contains("train 0"));
  }

  @Test
  void aSetWithoutFindingsSaysSoAndHasMeanImages() {
    String html = page(STROKES.range(0, 400), STROKES.range(400, 600));
    assertTrue(html.contains("Nothing stands against training with these images."));
    assertFalse(html.contains("<h2 id=\"problems\">"));
    assertTrue(html.contains("Mean image of class 7"));
  }

  @Test
  void namesAreTextAndNothingElse() {
    ImageSet set = named(STROKES.range(0, 200), List.of("<b>bold</b>", "bell\u0007"));
    String html = page(set, set);
    assertTrue(html.contains("&lt;b&gt;bold&lt;/b&gt;"));
    assertFalse(html.contains("<b>bold"));
    assertTrue(html.contains("bell\\u0007"));
  }

  @Test
  void thousandsOfCopiesMakeNoLargePage() {
    String html = page(STROKES, STROKES);
    assertTrue(html.contains("4,000 images in 2,000 groups"));
    assertTrue(html.contains("more; --json lists all."));
    assertTrue(html.length() < 2_000_000, "" + html.length());
  }
}
