package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFoldersTest {
  @TempDir Path folder;

  private ImageSource open() {
    return Sources.open(folder, SourceOptions.NONE);
  }

  private String failure() {
    return assertThrows(WeftException.class, this::open).getMessage().replace(folder.toString(), "PATH");
  }

  private void image(String name) throws IOException {
    file(name, Grey.png(1, 2));
  }

  private void file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static List<String> names(ImageSource source) {
    return source.samples().stream().map(SourceSample::name).toList();
  }

  @Test
  void readsEachImageWithItsClass() throws IOException {
    file("dog/2.png", Grey.png(3, 4));
    file("cat/1.png", Grey.png(1, 2));
    try (ImageSource source = open()) {
      assertEquals(List.of("cat", "dog"), source.classNames());
      assertEquals(List.of("cat/1.png", "dog/2.png"), names(source));
      assertEquals(1, source.samples().get(1).label());
      assertArrayEquals(new byte[] {3, 4}, source.read(1).pixels());
      assertEquals(List.of("cat/1.png", "dog/2.png"), List.copyOf(source.files().keySet()));
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void classesStandInTheOrderOfTheirCodePoints() throws IOException {
    for (String name : List.of("b", "B", "é", "10", "9", "\uff5e", "😀")) {
      image(name + "/1.png");
    }
    assertEquals(List.of("10", "9", "B", "b", "é", "\uff5e", "😀"), open().classNames());
  }

  @Test
  void systemFilesArePassedOverInSilence() throws IOException {
    for (String name :
        List.of("a/1.png", "b/1.png", ".git/x/1.png", "__MACOSX/a/1.png", "a/._1.png", "a/.ipynb_checkpoints/1.png")) {
      image(name);
    }
    for (String name : List.of(".DS_Store", "a/.DS_Store", "a/Thumbs.db", "b/desktop.ini")) {
      file(name, new byte[9]);
    }
    assertEquals(List.of("a/1.png", "b/1.png"), names(open()));
    assertEquals(List.of(), open().notes());
  }

  @Test
  void otherFilesAndEmptyFoldersAreNoted() throws IOException {
    image("a/1.png");
    image("b/1.png");
    file("LICENSE.txt", new byte[9]);
    file("a/list", new byte[9]);
    Files.createDirectories(folder.resolve("c/d"));
    assertEquals(
        List.of(
            "2 files are no images and are passed over: LICENSE.txt, a/list.",
            "1 folder holds no image and is no class: c."),
        open().notes());
  }

  @Test
  void anImageIsRecognizedByItsContentToo() throws IOException {
    image("a/1");
    image("b/1.dat");
    file("b/no.png", "text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (ImageSource source = open()) {
      assertEquals(List.of("a/1", "b/1.dat", "b/no.png"), names(source));
      assertEquals(
          "it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; its content is something else.",
          assertThrows(WeftException.class, () -> source.read(2)).getMessage());
    }
  }

  @Test
  void aPartThatLacksAClassIsNoted() throws IOException {
    for (String name : List.of("train/a/1.png", "train/b/1.png", "test/a/2.png", "test/c/2.png")) {
      image(name);
    }
    assertEquals(
        List.of("The training part lacks 1 of 3 classes: c.", "The test part lacks 1 of 3 classes: b."),
        open().notes());
  }

  @Test
  void namesThatLookAlikeAreNoted() throws IOException {
    image("é/1.png");
    image("e\u0301/1.png");
    assertTrue(open().notes().getFirst().contains("nearly the same name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new\nline", "tab\t\u001b[31m", "'\"\\$(x)`", "😀", "\u202eabc", "con", " a ", "a.", "%s{0}"})
  void anyNameWorks(String name) throws IOException {
    image(name + "/" + name + ".png");
    image("z/1.png");
    try (ImageSource source = open()) {
      assertTrue(source.classNames().contains(name));
      assertEquals(2, source.read(0).pixels().length);
    }
  }

  @Test
  void namesThatAreNoTextStayDifferent() throws IOException {
    assumeTrue(File.separatorChar == '/');
    for (String bytes : List.of("%E8", "%E9")) {
      Path cafe = Path.of(URI.create(folder.toUri() + "/caf" + bytes));
      Files.createDirectories(cafe);
      Files.write(cafe.resolve("1.png"), Grey.png(1, 2));
    }
    try (ImageSource source = Sources.open(folder, SourceOptions.NONE)) {
      assertEquals(List.of("caf%E8", "caf%E9"), source.classNames());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null"})
  void whatIsNeitherFolderNorFileIsRefused(String path) {
    assumeTrue(Files.exists(Path.of(path)));
    assertEquals(
        "images with labels lie in a folder or a file; " + path + " is neither; name another.",
        assertThrows(WeftException.class, () -> Sources.open(Path.of(path), SourceOptions.NONE)).getMessage());
  }

  @Test
  void aLinkWithinTheFolderIsFollowedOnce() throws IOException {
    image("a/1.png");
    image("b/1.png");
    Files.createSymbolicLink(folder.resolve("c"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/self"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("b/2.png"), folder.resolve("a/1.png"));
    assertEquals(List.of("a/1.png", "b/1.png", "b/2.png", "c/1.png"), names(open()));
    assertEquals(
        List.of("2 links lead back to folders that are listed and are passed over: a/self, c/self."), open().notes());
  }

  @Test
  void aLinkOutOfTheFolderIsNot(@TempDir Path outside) throws IOException {
    image("a/1.png");
    image("b/1.png");
    Files.write(outside.resolve("secret.png"), Grey.png(1, 2));
    Files.createSymbolicLink(folder.resolve("a/2.png"), outside.resolve("secret.png"));
    Files.createSymbolicLink(folder.resolve("c"), outside);
    assertEquals(List.of("a/1.png", "b/1.png"), names(open()));
    assertEquals(List.of("2 links lead out of the folder and are passed over: a/2.png, c."), open().notes());
  }

  @Test
  void aFolderThatCannotBeReadIsNoted() throws IOException {
    image("a/1.png");
    image("b/1.png");
    image("c/1.png");
    assumeTrue(folder.resolve("c").toFile().setReadable(false) && !folder.resolve("c").toFile().canRead());
    assertEquals("1 file or folder cannot be read: c.", open().notes().getFirst());
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertEquals(
        "images with labels lie in a folder per class; the folder PATH holds no image; put each class's images into a"
            + " folder of its own.",
        failure());
  }

  @Test
  void imagesWithoutFoldersAreRefused() throws IOException {
    image("train/cat.1.png");
    image("train/dog.1.png");
    assertEquals(
        "there must be two or more folders with images, one per class; the folder PATH has none (2 images lie in no"
            + " folder of a class and are passed over: train/cat.1.png, train/dog.1.png); put each class's images into"
            + " a folder of its own.",
        failure());
  }

  @Test
  void aPatternOfTheNameGivesTheGroup() throws IOException {
    for (String name : List.of("train/a/p1_2.png", "train/b/p1_3.png", "test/a/p22_1.png", "test/b/p3_1.png")) {
      image(name);
    }
    ImageSource source = Sources.open(folder, new SourceOptions("", "^p([0-9]+)"));
    assertEquals(List.of("22", "3", "1", "1"), source.samples().stream().map(SourceSample::group).toList());
    source = Sources.open(folder, new SourceOptions("", "^p[0-9]+"));
    assertEquals("p22", source.samples().getFirst().group());
    source = Sources.open(folder, new SourceOptions("", "^(\\w+)/"));
    assertEquals("test", source.samples().getFirst().group());
  }

  @Test
  void aPatternThatDoesNotFitIsRefused() throws IOException {
    image("a/p1.png");
    image("b/q1.png");
    SourceOptions group = new SourceOptions("", "p[0-9]");
    assertEquals(
        "'group' must give each sample a group; 'p[0-9]' finds none in the names of 1 sample: b/q1.png; write a pattern"
            + " that fits all.",
        assertThrows(WeftException.class, () -> Sources.open(folder, group)).getMessage());
    SourceOptions open = new SourceOptions("", "p(");
    assertEquals(
        "'group' must be a column or a regular expression such as 'patient([0-9]+)'; received 'p(' (unclosed group).",
        assertThrows(WeftException.class, () -> Sources.open(folder, open)).getMessage());
  }
}
