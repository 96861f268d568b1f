package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.image.Resize;
import dev.weft.source.SourceOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One's own images: their parts, what is said of them, and how they are kept. */
class OwnImagesTest {
  @TempDir private Path folder;
  private Path photos;
  private ImageCache cache;
  private final List<String> notes = new ArrayList<>();
  private int decoded;

  private final Progress progress =
      new Progress() {
        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }

        @Override
        public synchronized void count(String doing, long done, long total, String things) {
          decoded += doing.startsWith("reading") && done == total ? 1 : 0;
        }
      };

  @BeforeEach
  void makePhotos() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
    cache = new ImageCache(folder.resolve("cache"), Long.MAX_VALUE);
  }

  private static void draw(Path file, int size, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, size, size);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /** So many images a class, each of its own grey; an hour old. */
  private void draw(String below, int... counts) throws IOException {
    for (int c = 0; c < counts.length; c++) {
      for (int i = 0; i < counts[c]; i++) {
        int grey = 50 * c + i;
        draw(
            photos.resolve(below).resolve("class" + c).resolve("p%02d-%s.png".formatted(i / 2, i % 2)),
            8,
            new Color(grey, grey, grey));
      }
    }
    age();
  }

  private void age() throws IOException {
    try (Stream<Path> all = Files.walk(photos, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
  }

  private ImageDataset open() {
    return open(OpenOptions.DEFAULT);
  }

  private ImageDataset open(OpenOptions options) {
    return OwnImages.open("photos", photos, options, progress, cache);
  }

  private List<Path> kept(String ending) throws IOException {
    try (Stream<Path> files = Files.list(cache.folder())) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static List<String> names(ImageSet set) {
    return IntStream.range(0, set.size()).mapToObj(i -> set.name(i).orElseThrow()).toList();
  }

  private static List<Byte> pixels(ImageSet set) {
    return IntStream.range(0, set.size()).mapToObj(i -> set.image(i)[0]).toList();
  }

  // ---- what is understood

  @Test
  void aFifthIsHeldOutByClass() throws IOException {
    draw("", 10, 20);
    ImageDataset set = open();
    assertArrayEquals(new int[] {8, 16}, set.train().classCounts());
    assertArrayEquals(new int[] {2, 4}, set.test().classCounts());
    assertEquals(
        List.of(
            "2 classes, 30 images in photos/ (a folder per class): 24 to train on, 6 to test on (no test part: 20 %"
                + " held out, stratified).",
            "Images stay 8 x 8 pixels, grey; one of another shape is cropped to it. Size and channels were chosen by"
                + " looking at 30 images; 'image: { size: [H, W], channels: 1 or 3 }' below 'data' sets them."),
        set.summary().subList(0, 2));
    assertEquals(
        "Each image becomes 32 x 16 pixels, grey, cropped to this shape. The channels were chosen by looking at 30"
            + " images; 'image: { channels: 1 or 3 }' below 'data' sets them.",
        open(OpenOptions.DEFAULT.image(ImageOptions.DEFAULT.size(32, 16))).summary().get(1));
  }

  @Test
  void aFolderThatIsGoneIsNotOpenedFromTheCache() throws IOException {
    draw("", 10, 10);
    open();
    try (Stream<Path> all = Files.walk(photos)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    WeftException e = assertThrows(WeftException.class, this::open);
    assertTrue(e.getMessage().startsWith("there is nothing at"), e.getMessage());
  }

  @Test
  void imagesSortedByClassAreMixedBeforeSomeAreTaken() throws IOException {
    draw("", 20, 20);
    ImageSet train = open().train();
    assertTrue(train.last(0.25).first().classCounts()[0] > 0, "the last are of the last class alone");
    assertEquals(names(train), names(open().train()));
  }

  @Test
  void partsAreThoseOfTheFolders() throws IOException {
    draw("train", 4, 4);
    draw("val", 2, 2);
    draw("test", 3, 1);
    ImageDataset set = open();
    assertEquals(
        List.of(8, 4, 4), List.of(set.train().size(), set.validation().orElseThrow().size(), set.test().size()));
    assertTrue(
        set.summary().getFirst().endsWith(": 8 to train on, 4 to validate on, 4 to test on."),
        set.summary().getFirst());
  }

  @Test
  void withoutATestPartAShareIsHeldOutOrTheValidationPartJudges() throws IOException {
    draw("train", 10, 10);
    draw("val", 2, 2);
    ImageDataset heldOut = open();
    assertEquals(
        List.of(16, 4, 4),
        List.of(heldOut.train().size(), heldOut.validation().orElseThrow().size(), heldOut.test().size()));
    ImageDataset judged = open(OpenOptions.DEFAULT.test(0));
    assertEquals(List.of(20, 4), List.of(judged.train().size(), judged.test().size()));
    assertTrue(judged.validation().isEmpty());
  }

  @Test
  void groupsStayOnOneSide() throws IOException {
    draw("", 20, 20);
    ImageDataset set = open(OpenOptions.DEFAULT.source(new SourceOptions("", "p\\d+")));
    List<String> trained = names(set.train()).stream().map(name -> name.replaceAll(".*(p\\d+).*", "$1")).toList();
    assertTrue(
        names(set.test()).stream().map(name -> name.replaceAll(".*(p\\d+).*", "$1")).noneMatch(trained::contains));
  }

  @Test
  void oneClassIsNoneToDistinguish() throws IOException {
    draw("", 10);
    assertEquals(
        "there must be two or more folders with images, one per class; the folder %s has one, 'class0'; put each class's images into a folder of its own."
            .formatted(photos),
        assertThrows(WeftException.class, this::open).getMessage());
  }

  @Test
  void imagesOfATestPartAloneAreNotDivided() throws IOException {
    draw("test", 10, 10);
    ImageDataset set = open();
    assertEquals(20, set.all().size());
    assertTrue(set.isTestHeldOut());
    assertTrue(
        set.summary()
            .contains("All images are of the test part, which divides nothing: they count as images without parts."));
  }

  @Test
  void classesThatCannotBeTestedAreNamed() throws IOException {
    draw("", 10, 10, 1);
    assertTrue(open().summary().contains("warning: there is 1 class with a single image: class2."));
  }

  @Test
  void coloursThatAreTakenAwayAreNoted() throws IOException {
    draw("", 60, 60);
    draw(photos.resolve("class0/p00-1.png"), 8, Color.RED);
    assertTrue(
        open()
            .summary()
            .contains("warning: 1 image has colours, which grey takes away; 'image: { channels: 3 }' keeps them."),
        open().summary()::toString);
  }

  @Test
  void whatIsAskedForIsNotChosen() throws IOException {
    draw("", 5, 5);
    ImageDataset set =
        open(OpenOptions.DEFAULT.image(ImageOptions.DEFAULT.size(4, 6).channels(3).resize(Resize.STRETCH)));
    assertEquals(List.of(4, 6, 3), List.of(set.train().height(), set.train().width(), set.train().channels()));
    assertEquals("Each image becomes 4 x 6 pixels, in colour, stretched to this shape.", set.summary().get(1));
  }

  // ---- what cannot be read

  @Test
  void aFewUnreadableImagesAreLeftOutAndNamed() throws IOException {
    draw("", 10, 10);
    Files.write(photos.resolve("class1/p00-0.png"), new byte[] {1, 2, 3});
    ImageDataset set = open();
    assertEquals(19, set.train().size() + set.test().size());
    String warning = set.summary().stream().filter(one -> one.contains("cannot be read")).findFirst().orElseThrow();
    assertTrue(warning.startsWith("warning: 1 image cannot be read and is left out: class1/p00-0.png ("), warning);
    assertTrue(names(set.train()).stream().noneMatch("class1/p00-0.png"::equals));
    var e = assertThrows(WeftException.class, () -> open(OpenOptions.DEFAULT.strict(true)));
    assertTrue(
        e.getMessage().startsWith("1 image of 20 images in photos/ cannot be read; mend or remove"), e.getMessage());
  }

  @Test
  void manyUnreadableImagesAreAnError() throws IOException {
    draw("", 10, 10);
    for (int i = 0; i < 3; i++) {
      Files.write(photos.resolve("class1/p0" + i + "-0.png"), new byte[] {1, 2, 3});
    }
    var e = assertThrows(WeftException.class, this::open);
    assertTrue(
        e.getMessage().startsWith("3 images of 20 images in photos/ cannot be read; at most 2 may be left out;"),
        e.getMessage());
  }

  // ---- how they are kept

  @Test
  void theyAreDecodedOnce() throws IOException {
    draw("", 10, 10);
    ImageDataset first = open();
    ImageDataset second = open();
    assertEquals(1, decoded);
    assertEquals(pixels(first.train()), pixels(second.train()));
    assertEquals(names(first.test()), names(second.test()));
    assertEquals(first.summary(), second.summary());
    assertEquals(first.checksum(), second.checksum());
    assertEquals(first.preparation(), second.preparation());
  }

  @Test
  void aChangedByteIsNoticed() throws IOException {
    draw("", 10, 10);
    String before = open().checksum();
    try (RandomAccessFile file = new RandomAccessFile(photos.resolve("class0/p00-0.png").toFile(), "rw")) {
      file.seek(file.length() - 1);
      file.write(7);
    }
    assertNotEquals(before, open().checksum());
    assertEquals(List.of("photos/ is not as it was when it was read last: 1 file is changed."), notes);
  }

  @Test
  void filesThatCameAndWentAreNoticed() throws IOException {
    draw("", 10, 10);
    open();
    Files.delete(photos.resolve("class0/p00-0.png"));
    draw(photos.resolve("class1/new.png"), 8, Color.GRAY);
    draw(photos.resolve("class1/newer.png"), 8, Color.GRAY);
    ImageDataset set = open();
    assertEquals(21, set.train().size() + set.test().size());
    assertEquals(List.of("photos/ is not as it was when it was read last: 2 files are new, 1 file is gone."), notes);
  }

  @Test
  void theSameContentElsewhereIsTheSame() throws IOException {
    draw("", 10, 10);
    String here = open().checksum();
    photos = Files.move(photos, folder.resolve("moved"));
    assertEquals(here, open().checksum());
    assertEquals(1, decoded);
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    draw("", 10, 10);
    List<Byte> right = pixels(open().train());
    Path file = kept(".images").getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 30, whole.length - 3}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertEquals(right, pixels(open().train()), "byte " + at);
    }
    for (int length : new int[] {0, 100, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(right, pixels(open().train()), length + " bytes");
    }
    Files.write(kept(".index").getFirst(), new byte[10]);
    assertEquals(right, pixels(open().train()));
    assertEquals(8, decoded);
  }

  @Test
  void whatAKilledProcessLeftIsDeleted() throws IOException {
    Files.createDirectories(cache.folder());
    Path left = Files.write(cache.folder().resolve("abc.images-1.part"), new byte[10]);
    draw("", 5, 5);
    open();
    assertTrue(Files.notExists(left));
    assertEquals(List.of(), kept(".part"));
  }

  @Test
  void whatWasUnusedLongestIsDeleted() throws IOException {
    draw("", 10, 10);
    open();
    Path first = kept(".images").getFirst();
    Files.setLastModifiedTime(first, FileTime.from(Instant.now().minusSeconds(60)));
    cache = new ImageCache(cache.folder(), 1);
    open(OpenOptions.DEFAULT.image(ImageOptions.DEFAULT.size(4, 4).channels(1)));
    assertTrue(Files.notExists(first));
    assertEquals(1, kept(".images").size());
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
    draw("", 10, 10);
    Path file = Files.createFile(folder.resolve("file"));
    cache = new ImageCache(file.resolve("cache"), 1);
    assertEquals(16, open().train().size());
    assertTrue(notes.getFirst().startsWith("the images are not kept for the next time, as "), notes::toString);
  }
}
