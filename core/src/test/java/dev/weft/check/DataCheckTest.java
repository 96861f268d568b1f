package dev.weft.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.image.Ground;
import dev.weft.image.Image;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import dev.weft.source.DataPart;
import dev.weft.source.SourceSample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DataCheckTest {
  private final MadeUpImages images = MadeUpImages.clean();

  private int train(Image image) {
    return images.add("planted.jpg", 0, DataPart.TRAIN, image);
  }

  private static Image changed(Image image, UnaryOperator<Integer> value) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (int) value.apply(pixels[i] & 0xff);
    }
    return new Image(image.height(), image.width(), image.channels(), pixels, List.of());
  }

  private static Image stretched(Image image, int height, int width) {
    byte[] pixels = new Preparation(height, width, 3, Resize.STRETCH, Resampling.AREA, Ground.WHITE).apply(image);
    return new Image(height, width, 3, pixels, List.of());
  }

  private static Image mirrored(Image image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < pixels.length / 3; i++) {
      int to = i / image.width() * image.width() + image.width() - 1 - i % image.width();
      System.arraycopy(image.pixels(), 3 * i, pixels, 3 * to, 3);
    }
    return new Image(image.height(), image.width(), 3, pixels, List.of());
  }

  private List<List<Integer>> cases(String kind) {
    return images.finding(kind).cases();
  }

  @Test
  void aCleanSetHasNoFinding() {
    assertEquals(List.of(), images.findings());
    assertEquals("Nothing stands against training with these images.", DataCheck.of(images, seen -> {}).verdict());
  }

  @Test
  void theVerdictCountsProblemsAndWhatIsToBeKnown() {
    train(null);
    train(MadeUpImages.clouds(10, 11, 500));
    assertEquals("1 problem to solve before training; 1 thing to know of.", DataCheck.of(images, seen -> {}).verdict());
  }

  @Test
  void anImageThatCannotBeReadIsNamedWithItsReason() {
    int planted = train(null);
    Finding finding = images.finding("unreadable images");
    assertEquals(List.of(List.of(planted)), finding.cases());
    assertEquals("1 image cannot be read, the first because it ends too early.", finding.sentence());
    assertEquals(List.of(planted), finding.leftOut());
  }

  @Test
  void anImageOfNearlyASingleColourIsBlank() {
    int planted = train(changed(images.image(0), value -> 100 + value % 8));
    assertEquals(List.of(List.of(planted)), cases("blank images"));
  }

  @Test
  void aDarkAndAnOverexposedImageAreFound() {
    int dark = train(changed(images.image(0), value -> value / 8));
    int bright = train(changed(images.image(1), value -> 220 + value / 8));
    assertEquals(List.of(List.of(dark)), cases("dark images"));
    assertEquals(List.of(List.of(bright)), cases("overexposed images"));
  }

  @Test
  void anImageWithoutDetailIsBlurred() {
    int planted = train(stretched(stretched(images.image(0), 5, 5), 42, 42));
    assertEquals(List.of(List.of(planted)), cases("blurred images"));
  }

  @Test
  void tinyAndLongImagesAreFound() {
    int tiny = train(MadeUpImages.clouds(9, 9, 500));
    int wide = train(MadeUpImages.clouds(16, 64, 501));
    assertEquals(List.of(List.of(tiny)), cases("tiny images"));
    assertEquals(List.of(List.of(wide)), cases("unusual shapes"));
  }

  @Test
  void aGreyImageAmongColouredOnesIsFound() {
    Image image = images.image(0);
    byte[] grey = new byte[image.pixels().length];
    IntStream.range(0, grey.length).forEach(i -> grey[i] = image.pixels()[i / 3 * 3]);
    int planted = train(new Image(image.height(), image.width(), 3, grey, List.of()));
    assertEquals(List.of(List.of(planted)), cases("grey images"));
  }

  @Test
  void aTransparentImageIsFound() {
    byte[] pixels = new byte[40 * 40 * 4];
    Image clouds = MadeUpImages.clouds(40, 40, 500);
    IntStream.range(0, pixels.length)
        .forEach(i -> pixels[i] = i % 4 == 3 ? (byte) 200 : clouds.pixels()[i / 4 * 3 + i % 4]);
    int planted = train(new Image(40, 40, 4, pixels, List.of()));
    assertEquals(List.of(List.of(planted)), cases("transparent images"));
  }

  @Test
  void aCopyInTheSamePartIsKnownAndOneStays() {
    int copy = train(images.image(0));
    Finding finding = images.finding("exact duplicates");
    assertEquals(Severity.NOTE, finding.severity());
    assertEquals(List.of(List.of(0, copy)), finding.cases());
    assertEquals(List.of(copy), finding.leftOut());
  }

  @Test
  void aCopyInTheTestPartIsAProblemAndTheTestImageStays() {
    int copy = images.add("planted.jpg", 0, DataPart.TEST, images.image(0));
    Finding finding = images.finding("exact duplicates across parts");
    assertEquals(Severity.PROBLEM, finding.severity());
    assertEquals(List.of(List.of(0, copy)), finding.cases());
    assertEquals(List.of(0), finding.leftOut());
  }

  @Test
  void aCopyWithAnotherLabelIsAProblemAndNeitherStays() {
    int copy = images.add("planted.jpg", 1, DataPart.TRAIN, images.image(0));
    Finding finding = images.finding("exact duplicates with different labels");
    assertEquals(List.of(List.of(0, copy)), finding.cases());
    assertEquals(List.of(0, copy), finding.leftOut());
  }

  @Test
  void aBrighterAndAResizedCopyAreNearDuplicatesInOneGroup() {
    int brighter = train(changed(images.image(0), value -> Math.min(255, value * 11 / 10)));
    int larger = train(stretched(images.image(0), 80, 88));
    assertEquals(List.of(List.of(0, brighter, larger)), cases("near duplicates"));
  }

  @Test
  void aMirroredCopyInTheTestPartIsAProblem() {
    int copy = images.add("planted.jpg", 0, DataPart.TEST, mirrored(images.image(0)));
    assertEquals(List.of(List.of(0, copy)), cases("mirrored or rotated copies across parts"));
  }

  @Test
  void withoutPartsACopyIsAProblemForASplitWouldTearThemApart() {
    MadeUpImages whole = new MadeUpImages("cat", "dog");
    IntStream.range(0, 60).forEach(i -> whole.add(i + ".jpg", i % 2, null, images.image(i)));
    whole.add("copy.jpg", 0, null, images.image(0));
    assertEquals(Severity.PROBLEM, whole.finding("exact duplicates").severity());
  }

  @Test
  void aClassOfFewImagesIsRare() {
    MadeUpImages made = new MadeUpImages("cat", "dog", "owl");
    IntStream.range(0, 60).forEach(i -> made.add(i + ".jpg", i < 3 ? 2 : i % 2, null, images.image(i)));
    assertEquals("1 class has fewer than 20 images: owl (3).", made.finding("rare classes").sentence());
  }

  @ParameterizedTest(name = "the {0}")
  @ValueSource(strings = {"file type", "number of pixels", "background colour", "colours"})
  void aTraitThatOnlyOneClassHasIsAProblem(String trait) {
    MadeUpImages made = new MadeUpImages("cat", "dog");
    for (int i = 0; i < 80; i++) {
      boolean dog = i % 2 == 1;
      Image image = images.image(i);
      image =
          switch (dog ? trait : "") {
            case "number of pixels" -> MadeUpImages.clouds(64 + i % 3, 66 + i % 2, 1000 + i);
            case "background colour" -> framed(image);
            case "colours" -> grey(image);
            default -> image;
          };
      made.add(i + (dog && trait.equals("file type") ? ".png" : ".jpg"), dog ? 1 : 0, null, image);
    }
    Finding finding = made.finding("classes known by their " + trait);
    assertEquals(Severity.PROBLEM, finding.severity());
    assertTrue(
        finding.sentence().startsWith("the " + trait + " alone recognizes 2 of 2 classes: "), finding.sentence());
  }

  private static Image framed(Image image) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      int y = i / 3 / image.width();
      int x = i / 3 % image.width();
      if (Math.min(Math.min(y, image.height() - 1 - y), Math.min(x, image.width() - 1 - x)) < 5) {
        pixels[i] = -1;
      }
    }
    return new Image(image.height(), image.width(), 3, pixels, List.of());
  }

  private static Image grey(Image image) {
    byte[] pixels = image.pixels().clone();
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = image.pixels()[i / 3 * 3]);
    return new Image(image.height(), image.width(), 3, pixels, List.of());
  }

  @Test
  void aPartWhoseImagesAreBrighterIsNamed() {
    MadeUpImages made = new MadeUpImages("cat", "dog");
    for (int i = 0; i < 80; i++) {
      boolean test = i >= 40;
      Image image = test ? changed(images.image(i), value -> 80 + value * 2 / 3) : images.image(i);
      made.add(i + ".jpg", i % 2, test ? DataPart.TEST : DataPart.TRAIN, image);
    }
    assertTrue(made.finding("other images in the test part").sentence().contains("brightness ("));
  }

  @Test
  void aClassThatAPartLacksIsNamed() {
    MadeUpImages made = new MadeUpImages("cat", "dog");
    IntStream.range(0, 60)
        .forEach(i -> made.add(i + ".jpg", i % 2, i % 4 == 0 ? DataPart.TEST : DataPart.TRAIN, images.image(i)));
    assertEquals(
        "1 class has no image in the test part: dog.", made.finding("classes missing in the test part").sentence());
  }

  @Test
  void aGroupInTwoPartsIsAProblem() {
    int one = images.add(new SourceSample("a", 0, Optional.of(DataPart.TRAIN), "p"), MadeUpImages.clouds(40, 42, 90));
    int two = images.add(new SourceSample("b", 0, Optional.of(DataPart.TEST), "p"), MadeUpImages.clouds(40, 42, 91));
    assertEquals(List.of(List.of(one, two)), cases("groups in several parts"));
  }

  @Test
  void aWrongLabelIsFoundWhereClassesLookDifferent() {
    MadeUpImages made = new MadeUpImages("cat", "dog");
    for (int i = 0; i < 120; i++) {
      made.add(i + ".jpg", i == 5 ? 0 : i % 2, null, half(images.image(i % 80), i % 2 == 1, i));
    }
    assertEquals(List.of(5), made.finding("labels that may be wrong").samples());
  }

  /** The upper half of a cat is dark, the lower half of a dog; image 5 is plainly one of the two. */
  private static Image half(Image clouds, boolean dog, int seed) {
    Image image = MadeUpImages.clouds(clouds.height(), clouds.width(), 2000 + seed);
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      boolean lower = i / 3 / image.width() * 2 >= image.height();
      pixels[i] = (byte) ((pixels[i] & 0xff) / (seed == 5 ? 9 : 3) + (lower == dog ? 0 : 160));
    }
    return new Image(image.height(), image.width(), 3, pixels, List.of());
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    train(images.image(3));
    List<Finding> ofOne;
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      ofOne = one.submit(images::findings).join();
    }
    assertEquals(ofOne, images.findings());
  }

  @Test
  void leastLikeTheirClassAreReadableImages() {
    int unreadable = train(null);
    List<Integer> least = DataCheck.of(images, seen -> {}).leastLike();
    assertTrue(!least.contains(unreadable) && least.size() == 24, Arrays.toString(least.toArray()));
  }
}
