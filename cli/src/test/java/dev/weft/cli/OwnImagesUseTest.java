package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.export.ExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on images of one's own, as a user types them. */
class OwnImagesUseTest {
  @TempDir private Path folder;

  private static String said(String... args) {
    Said said = Said.to(args);
    assertEquals(0, said.code(), said.err());
    return said.out() + said.err();
  }

  @Test
  void aFolderIsShown() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 20);
    String out = said("data", "show", photos.toString(), "--size", "4x6", "--test", "0.1");
    assertTrue(
        out.contains(
            "2 classes, 30 images in photos/ (a folder per class): 27 to train on, 3 to test on (no test part: 10 %"
                + " held out, stratified)."),
        out);
    assertTrue(out.contains("1 class1                   18        2"), out);
    assertTrue(out.contains("train  images (27, 4, 6, 3), labels (27)"), out);
    Path page = folder.resolve("photos.html");
    said("data", "show", photos.toString(), "--page", "--out", page.toString());
    assertTrue(Files.readString(page).contains("24 training and 6 test images of 2 classes, 8×8 pixels, colour"));
  }

  @Test
  void aRunIsEvaluatedOnWhatItLearnedAndOnOtherImages() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 10);
    String run = folder.resolve("run").toString();
    said("train", OwnPhotos.experiment(photos).toString(), "--out", run, "--set", "data.image.resize=pad");
    assertTrue(said("evaluate", run).contains("Test set of photos: 4 images"));
    Path others = OwnPhotos.in(folder.resolve("others"), 3, 2);
    String evaluated = said("evaluate", run, "--data", others.toString());
    assertTrue(evaluated.contains("All images of others: 5 images"), evaluated);
    assertTrue(evaluated.contains("8 x 8 pixels, in colour, padded to this shape"), evaluated);
    assertTrue(said("data", "show", others.toString()).contains("others/"));
    OwnPhotos.in(photos, 11, 10);
    String report = said("report", run);
    assertTrue(
        report.contains("the page has no images: the images in " + photos + " are not those of the run"), report);
  }

  @Test
  void aNetworkOfTooFewUnitsIsNamedWithItsLine() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 4, 4, 4);
    Said said = Said.to("model", OwnPhotos.experiment(photos).toString());
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("photos.yaml:5:5: the last layer must give one number for each of the 3 "), said.err());
  }

  @Test
  void strictAcceptsNothingUnreadable() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 10);
    Files.writeString(photos.resolve("class0/0.png"), "no image");
    Said said = Said.to("data", "show", photos.toString(), "--strict");
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: 1 image of 20 images in photos/ cannot be read;"), said.err());
    Said train = Said.to("train", OwnPhotos.experiment(photos).toString(), "--strict");
    assertTrue(train.code() == 1 && train.err().contains("class0/0.png"), train.err());
  }

  @Test
  void aSplitIsATableThatIsASource() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 20);
    Path table = folder.resolve("photos.csv");
    String out =
        said(
            "data",
            "split",
            photos.toString(),
            "--validation",
            "0.25",
            "--group",
            "class\\d/\\d+",
            "--out",
            table.toString());
    assertTrue(out.contains("weft: 6 test images"), out);
    List<String> lines = Files.readAllLines(table);
    assertEquals("path,label,split,group", lines.getFirst());
    assertEquals(31, lines.size());
    assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("photos/class")), lines::toString);
    ImageDataset again = Datasets.open(table);
    assertEquals(6, again.test().size());
    assertEquals(6, again.validation().orElseThrow().size()); // a quarter of the 24 others
    assertTrue(again.train().hasGroups());
  }

  @Test
  void aSplitAndEveryExportIsTrainedOn() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 10);
    Path table = folder.resolve("split.csv");
    said("data", "split", photos.toString(), "--out", table.toString());
    said("train", OwnPhotos.experiment(table).toString(), "--out", folder.resolve("run").toString());
    for (ExportFormat format : ExportFormat.values()) {
      Path out = folder.resolve(format.fileName("set"));
      said("data", "export", photos.toString(), "--to", format.word(), "--out", out.toString());
      String trained =
          said("train", OwnPhotos.experiment(out).toString(), "--out", folder.resolve("run-" + format).toString());
      assertTrue(trained.contains("2 classes, 20 images in " + out.getFileName()), trained);
      assertTrue(trained.contains("16 to train on, 4 to test on"), trained);
    }
  }

  @Test
  void groupsOfAnExportAreRead() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 10, 10);
    for (ExportFormat format : List.of(ExportFormat.NPZ, ExportFormat.PARQUET)) {
      Path out = folder.resolve(format.fileName("set"));
      String[] export = {"data", "export", photos.toString(), "--to", format.word(), "--out", out.toString()};
      said(Stream.concat(Stream.of(export), Stream.of("--group", "\\d")).toArray(String[]::new));
      ImageDataset again = Datasets.open(out);
      Set<Integer> tested =
          IntStream.range(0, again.test().size()).mapToObj(again.test()::group).collect(Collectors.toSet());
      assertEquals(2, tested.size());
      assertTrue(IntStream.range(0, again.train().size()).map(again.train()::group).noneMatch(tested::contains));
    }
  }

  @Test
  void aNetworkThatDoesNotFitIsNamedWithItsPlace() throws IOException {
    Path photos = OwnPhotos.in(folder.resolve("photos"), 5, 5, 5);
    Said said = Said.to("train", OwnPhotos.experiment(photos).toString());
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("photos.yaml:5:5: the last layer must give one number for each of the 3"), said.err());
  }

  @Test
  void optionsOfOwnImagesAreNotForNamedSets() {
    Said said = Said.to("data", "show", "strokes", "--group", "x");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("strokes is a named data set."), said.err());
  }
}
