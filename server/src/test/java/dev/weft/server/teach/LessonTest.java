package dev.weft.server.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.server.http.Refusal;
import dev.weft.server.teach.Lesson.ImagesOfClass;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LessonTest {
  @TempDir Path all;
  private Lesson lesson;

  @BeforeEach
  void begins() {
    lesson = Lesson.begin(all);
  }

  private static String refused(int status, Executable asked) {
    Refusal refusal = assertThrows(Refusal.class, asked);
    assertEquals(status, refusal.status());
    return refusal.getMessage();
  }

  @Test
  void imagesLieInAFolderPerClass() {
    lesson.addClass("circle");
    assertEquals("0001.png", lesson.addImage("circle", Shapes.png("circle", 1)));
    assertEquals("0002.png", lesson.addImage("circle", Shapes.png("circle", 2)));
    lesson.removeImage("circle", "0001.png");
    assertEquals("0003.png", lesson.addImage("circle", Shapes.png("circle", 3)));

    assertEquals(
        List.of(new ImagesOfClass("circle", List.of("0002.png", "0003.png"))), Lesson.of(all, lesson.id()).classes());
    assertTrue(Files.exists(all.resolve(lesson.id()).resolve("images/circle/0003.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a\\b", ".hidden", "ends.", "a\nb", "<b>", "a%2fb"})
  void aClassNameIsAFolderNameOnAnySystem(String name) {
    assertTrue(refused(400, () -> lesson.addClass(name)).contains("a class is named by 1 to 40 letters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "Training", "test_set", "val"})
  void aPartOfADataSetIsNoClass(String name) {
    assertTrue(refused(400, () -> lesson.addClass(name)).contains("names a part of a data set"));
  }

  @Test
  void namesOfAllLettersAreClasses() {
    lesson.addClass("größer als 2");
    lesson.addClass("日本");
    assertEquals(List.of("größer als 2", "日本"), lesson.classes().stream().map(ImagesOfClass::name).toList());
  }

  @Test
  void twoClassesDifferInMoreThanCase() {
    lesson.addClass("Cat");
    assertTrue(refused(409, () -> lesson.addClass("cat")).contains("there is a class 'cat' already"));
    lesson.renameClass("Cat", "cat");
    assertEquals("cat", lesson.classes().getFirst().name());
  }

  @Test
  void thereAreLimits() {
    for (int i = 0; i < Lesson.MOST_CLASSES; i++) {
      lesson.addClass("class " + i);
    }
    assertTrue(refused(409, () -> lesson.addClass("one more")).contains("at most 20 classes"));
    assertTrue(refused(413, () -> lesson.addImage("class 1", new byte[Lesson.MOST_BYTES + 1])).contains("8388608"));
    assertTrue(refused(400, () -> lesson.addImage("class 1", new byte[9])).contains("this image cannot be read"));
    byte[] cut = Shapes.png("circle", 1);
    assertTrue(
        refused(400, () -> lesson.addImage("class 1", Arrays.copyOf(cut, cut.length / 2)))
            .contains("this image cannot be read"));
    assertTrue(refused(404, () -> lesson.addImage("class 99", cut)).contains("no class 'class 99'"));
    assertTrue(refused(404, () -> Lesson.of(all, "../" + lesson.id())).contains("there is no lesson"));
  }

  @Test
  void anImageHasAtMost50MillionPixels() throws IOException {
    lesson.addClass("circle");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(10_000, 5_001, BufferedImage.TYPE_BYTE_BINARY), "png", png));
    String sentence = refused(413, () -> lesson.addImage("circle", png.toByteArray()));
    assertTrue(sentence.contains("at most 50000000 pixels here; received 5001 x 10000"), sentence);
  }

  @Test
  void noOtherImageHasTheNameOfOneThatANetworkLearned() {
    lesson.addClass("circle");
    lesson.addImage("circle", Shapes.png("circle", 1));
    lesson.addImage("circle", Shapes.png("circle", 2));
    Path run = lesson.newRun();
    lesson.removeImage("circle", "0002.png");
    lesson.renameClass("circle", "round");
    assertEquals("0003.png", lesson.addImage("round", Shapes.png("circle", 3)));
    lesson.renameClass("round", "circle");
    assertNotEquals(lesson.classes(), new TaughtRun(run).learned());
  }

  @Test
  void tenThousandComesAfter9999() throws IOException {
    lesson.addClass("circle");
    for (String file : List.of("9999.png", "10000.png")) {
      Files.write(lesson.images().resolve("circle").resolve(file), Shapes.png("circle", 1));
    }
    assertEquals("10001.png", lesson.addImage("circle", Shapes.png("circle", 2)));
  }

  /** Where the names of a run's images are too long for the disk, and those of a lesson's are just not. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void halfARunDoesNotStay() throws IOException {
    String longest = "b".repeat(40);
    Path deep = all;
    int left = 4_094 - ("/" + lesson.id() + "/images/" + longest + "/0001.png").length() - deep.toString().length();
    for (; left > 200; left -= 101) {
      deep = deep.resolve("d".repeat(100));
    }
    Lesson far = Lesson.begin(Files.createDirectories(deep.resolve("d".repeat(left - 1))));
    for (String name : List.of("a", longest)) {
      far.addClass(name);
      Files.write(far.images().resolve(name).resolve("0001.png"), Shapes.png("circle", 1));
    }
    assertThrows(WeftException.class, far::newRun);
    assertEquals(List.of(), far.runs());
  }

  @Test
  void aNetworkIsNotRemovedWhileTheLessonIsRead() throws Exception {
    lesson.addClass("circle");
    Path run = lesson.newRun();
    waitsForTheLesson(() -> lesson.removeRuns(List.of(run)), () -> Files.exists(run));
    assertEquals(List.of(), lesson.runs());
    try (Trainings none = new Trainings(Optional.empty(), 1, id -> {})) {
      waitsForTheLesson(() -> assertNotNull(LessonState.of(lesson, none)), () -> true);
    }
  }

  private void waitsForTheLesson(Runnable work, BooleanSupplier isSo) throws InterruptedException {
    Thread other = Thread.ofPlatform().unstarted(work);
    synchronized (lesson) {
      other.start();
      while (other.getState() != Thread.State.BLOCKED) {
        assertTrue(other.isAlive(), "it did not wait");
        Thread.sleep(5);
      }
      assertTrue(isSo.getAsBoolean());
    }
    other.join();
  }

  @Test
  void aRunHasTheImagesAsTheyWere() {
    lesson.addClass("circle");
    lesson.addImage("circle", Shapes.png("circle", 1));
    Path run = lesson.newRun();
    lesson.removeClass("circle");
    assertEquals(List.of(new ImagesOfClass("circle", List.of("0001.png"))), new TaughtRun(run).learned());
  }
}
