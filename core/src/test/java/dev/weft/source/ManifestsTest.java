package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that name images. */
class ManifestsTest {
  @TempDir private Path folder;

  private void images(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }
  }

  private void table(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  /** Each sample as {@code name class part group}. */
  private List<String> samples(String path, SourceOptions options) {
    try (ImageSource source = Sources.open(folder.resolve(path), options)) {
      assertEquals(2, source.read(0).height());
      return source.samples().stream()
          .map(sample ->
              "%s %s %s %s"
                  .formatted(
                      sample.name(),
                      source.classNames().get(sample.label()),
                      sample.part().map(DataPart::word).orElse("-"),
                      sample.group())
                  .strip())
          .toList();
    }
  }

  private List<String> samples(String path) {
    return samples(path, SourceOptions.NONE);
  }

  private String refusal(String path) {
    return assertThrows(WeftException.class, () -> Sources.open(folder.resolve(path), SourceOptions.NONE)).getMessage();
  }

  @Test
  void aRowThatStandsTwiceCountsOnce() throws IOException {
    images("1.png", "2.png");
    table("t.csv", "path,label\n1.png,cat\n2.png,dog\n1.png,cat\n");
    assertEquals(List.of("1.png cat -", "2.png dog -"), samples("t.csv"));
    try (ImageSource source = Sources.open(folder.resolve("t.csv"), SourceOptions.NONE)) {
      assertEquals(List.of("t.csv: 1 row names an image and its label again, and counts once: 1.png."), source.notes());
    }
  }

  @Test
  void classesWithLeadingZerosKeepThem() throws IOException {
    images("1.png", "2.png", "3.png");
    table("t.csv", "path,label\n1.png,01\n2.png,1\n3.png,001\n");
    assertEquals(List.of("1.png 01 -", "2.png 1 -", "3.png 001 -"), samples("t.csv"));
  }

  @Test
  void onlyFoldersThatATableNamesAreLookedInto() throws IOException {
    images("photos/1.png", "photos/2.png", "other/3.png");
    Files.createSymbolicLink(folder.resolve("other/out"), folder.getRoot());
    table("t.csv", "path,label\nphotos/1.png,cat\nphotos/2.png,dog\n");
    assertEquals(List.of("photos/1.png cat -", "photos/2.png dog -"), samples("t.csv"));
    try (ImageSource source = Sources.open(folder.resolve("t.csv"), SourceOptions.NONE)) {
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void aTableNamesPathLabelPartAndGroup() throws IOException {
    images("a/1.png", "a/2.png", "b/3.png");
    table("table.csv", "split,group,label,path\ntrain,p1,cat,a/1.png\nval,p1,dog,a/2.png\ntest,p2,cat,b/3.png\n");
    List<String> expected = List.of("a/1.png cat train p1", "a/2.png dog validation p1", "b/3.png cat test p2");
    assertEquals(expected, samples("table.csv"));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ','", "UTF-8, ;", "windows-1252, ;", "UTF-16, '\t'", "UTF-16LE, ;"})
  void excelsTablesAreRead(String charset, String delimiter) throws IOException {
    images("1.png", "2.png");
    String text = "Datei,Klasse\r\n1.png,\"Bär, braun\"\r\n2.png,Ähre\r\n".replace("\"Bär, braun\"", "Bär");
    String mark = charset.equals("UTF-16LE") || charset.equals("UTF-8") ? "\ufeff" : "";
    Files.write(folder.resolve("t.csv"), (mark + text.replace(",", delimiter)).getBytes(Charset.forName(charset)));
    assertEquals(List.of("1.png Bär -", "2.png Ähre -"), samples("t.csv"));
    assertEquals(List.of("1.png Bär -", "2.png Ähre -"), samples(""));
  }

  @Test
  void kagglesIdsHaveNoEndingAndLieInAFolderOfTheTablesName() throws IOException {
    images("train/000b.png", "train/001c.png", "test/000b.png");
    table("labels.csv", "id,breed\n000b,pug\n001c,beagle\n");
    table("sample_submission.csv", "id,beagle,pug\n000b,0.5,0.5\n");
    assertEquals(List.of("train/000b.png pug -", "train/001c.png beagle -"), samples(""));
  }

  @Test
  void columnsMayBeOneAClass() throws IOException {
    images("1.png", "2.png");
    table("truth.csv", "image,MEL,NV\n1,0.0,1.0\n2,1.0,0.0\n");
    assertEquals(List.of("1.png NV -", "2.png MEL -"), samples("truth.csv"));
  }

  @Test
  void huggingFacesMetadataNamesTheFilesBesideIt() throws IOException {
    images("train/1.png", "train/2.png", "test/1.png");
    table("train/metadata.csv", "file_name,label\n1.png,cat\n2.png,dog\n");
    table("test/metadata.jsonl", "{\"file_name\": \"1.png\", \"label\": \"dog\"}\n");
    assertEquals(List.of("test/1.png dog test", "train/1.png cat train", "train/2.png dog train"), samples(""));
  }

  @Test
  void pathsOfAnotherMachineAreFoundByTheirEnd() throws IOException {
    images("cats/1.png", "dogs/1.png");
    table("t.csv", "C:\\Users\\ann\\photos\\cats\\1.png,cat\n/home/ann/dogs/1.png,dog\n");
    assertEquals(List.of("cats/1.png cat -", "dogs/1.png dog -"), samples("t.csv"));
    try (ImageSource source = Sources.open(folder.resolve("t.csv"), SourceOptions.NONE)) {
      assertTrue(
          source
              .notes()
              .toString()
              .contains(
                  "2 paths do not lead to their images, which were found by the ends of the"
                      + " paths: /home/ann/dogs/1.png (dogs/1.png)"),
          source.notes().toString());
    }
  }

  @Test
  void foldersOfClassesCountMoreThanATableBesideThem() throws IOException {
    images("cat/1.png", "dog/2.png");
    table("notes.csv", "file,label\ncat/1.png,good\ndog/2.png,bad\n");
    assertEquals(List.of("cat/1.png cat -", "dog/2.png dog -"), samples(""));
  }

  @Test
  void anImageMayHaveNoPart() throws IOException {
    images("1.png", "2.png");
    table("t.csv", "path,label,split,group\n1.png,cat,,\n2.png,dog,test,\n");
    assertEquals(List.of("1.png cat -", "2.png dog test"), samples("t.csv"));
  }

  @Test
  void theColumnOfTheGroupsOrAPatternMayBeNamed() throws IOException {
    images("p1-1.png", "p2-2.png");
    table("t.csv", "path,label,patient\np1-1.png,cat,ann\np2-2.png,dog,bob\n");
    assertEquals(
        List.of("p1-1.png cat - ann", "p2-2.png dog - bob"), samples("t.csv", new SourceOptions("", "patient")));
    assertEquals(List.of("p1-1.png cat - p1", "p2-2.png dog - p2"), samples("t.csv", new SourceOptions("", "p\\d")));
    assertEquals(List.of("p1-1.png ann -", "p2-2.png bob -"), samples("t.csv", new SourceOptions("patient", "")));
  }

  @Test
  void anImageThatIsMissingCannotBeReadAndAPathThatClimbsIsRefused() throws IOException {
    images("1.png", "2.png");
    table("t.csv", "path,label\n1.png,cat\n2.png,dog\n3.png,dog\n");
    try (ImageSource source = Sources.open(folder.resolve("t.csv"), SourceOptions.NONE)) {
      assertEquals("3.png", source.samples().get(2).name());
      String reason = assertThrows(WeftException.class, () -> source.read(2)).getMessage();
      assertEquals("the table names it, but it is not there.", reason);
    }
    table("t.csv", "path,label\n1.png,cat\n../../secret.png,dog\n");
    assertTrue(
        refusal("t.csv").contains("t.csv, row 3: an image lies in or below the table's folder"), refusal("t.csv"));
    table("t.csv", "path,label\nx.png,cat\ny.png,dog\n");
    assertTrue(refusal("t.csv").contains("names none in"), refusal("t.csv"));
    table("t.csv", "path,a,b\n1.png,cat,x\n2.png,dog,y\n");
    assertTrue(refusal("t.csv").contains("which column has the labels? it has path, a, b;"), refusal("t.csv"));
    table("t.csv", "path,label\n1.png,cat\n2.png,\n");
    assertTrue(refusal("t.csv").contains("t.csv, row 3: each image has a label; received none"), refusal("t.csv"));
    Files.write(folder.resolve("t.csv"), "path,label\n1.png,\"cat\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(refusal("t.csv").contains("a quotation mark begins and ends a field"), refusal("t.csv"));
  }
}
