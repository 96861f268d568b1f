package dev.weft.cli.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.Temperature;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.cli.Said;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models and images of strangers; the right values are Keras's. */
class PredictCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  static String fixture(String name) {
    try {
      return Path.of(PredictCommandTest.class.getResource("/cases/" + name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode first(String... args) throws IOException {
    Said said = Said.to(args);
    assertEquals(0, said.code(), said.err());
    return JSON.readTree(said.out()).at("/predictions/0");
  }

  private static Said predict(String model, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "predict";
    args[1] = fixture(model);
    System.arraycopy(more, 0, args, 2, more.length);
    return Said.to(args);
  }

  @ParameterizedTest
  @CsvSource({
    "one-output.keras, 1:0.5486 0:0.4514",
    "height-width-only.keras, 8:0.1517 0:0.1340 9:0.1235",
    "custom-loss.keras, 3:0.1322 5:0.1164 9:0.1083",
    "rescaling.keras, 6:0.1203 7:0.1187 4:0.1129",
  })
  void probabilitiesAreThoseOfKeras(String model, String expected) throws IOException {
    JsonNode prediction = first("predict", fixture(model), fixture("base.png"), "--json");
    for (String pair : expected.split(" ")) {
      String[] parts = pair.split(":");
      int index = Integer.parseInt(parts[0]);
      double right = Double.parseDouble(parts[1]);
      assertEquals(right, prediction.get("probabilities").get(parts[0]).asDouble(), 1e-4);
      assertEquals(right, prediction.get("outputs").get(index).get("probability").asDouble(), 1e-4);
    }
    assertEquals(expected.substring(0, 1), prediction.get("class").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"upright.jpg", "exif3.jpg", "exif6.jpg", "image.webp", "canvas-white-ink-transparent.png"})
  void theFourIsAFourHoweverItIsStored(String image) {
    assertTrue(predict("digits.keras", fixture(image)).out().contains(": 4 9"), image);
  }

  @Test
  void whiteInkOnNothingIsToldAndSoIsALightGround() {
    String canvas = predict("digits.keras", fixture("canvas-white-ink-transparent.png")).err();
    assertTrue(canvas.contains("it was laid on black."), canvas);
    String ink = predict("digits.keras", fixture("ink-0-label7.png")).err();
    assertTrue(ink.contains("its background is light; if the model learned light on dark"), ink);
    assertTrue(ink.contains("say --invert"), ink);
    Said inverted = predict("digits.keras", fixture("ink-0-label7.png"), "--invert");
    assertTrue(inverted.out().contains(": 7 99"), inverted.out());
    assertFalse(inverted.err().contains("hint"), inverted.err());
    String wrong = predict("digits.keras", fixture("upright.jpg"), "--invert").err();
    assertTrue(wrong.contains("leave --invert out"), wrong);
  }

  @ParameterizedTest
  @CsvSource({"photo-0-label7.jpg, ': 7 99'", "photo-3-label0.jpg, ': 0 99'"})
  void aPhotographOfADigitIsReadAsMnistsImagesWereMade(String photograph, String expected) {
    Said assumed = predict("digits.keras", fixture(photograph));
    assertTrue(assumed.out().contains(expected), assumed.out());
    assertTrue(assumed.err().contains("otherwise say --prepare none."), assumed.err());
    Said asked = predict("digits.keras", fixture(photograph), "--prepare", "digit");
    assertEquals(assumed.out(), asked.out());
    assertFalse(predict("digits.keras", fixture(photograph), "--prepare", "none").out().contains(expected));
    assertEquals(2, predict("digits.keras", fixture(photograph), "--prepare", "letter").code());
  }

  @Test
  void whatTheNetworkSawIsDrawnOrKept() throws IOException {
    assertTrue(predict("digits.keras", "--show", fixture("photo-0-label7.jpg")).err().contains("█"));
    Path seen = folder.resolve("seen");
    assertEquals(0, predict("digits.keras", "--show=" + seen, fixture("photo-0-label7.jpg")).code());
    assertTrue(Files.size(seen.resolve("00001-photo-0-label7.jpg.png")) > 0);
  }

  @Test
  void aPredictionBelowTheGivenProbabilityIsUnsure() throws IOException {
    assertFalse(predict("digits.keras", fixture("base.png")).out().contains("unsure"));
    assertTrue(predict("digits.keras", fixture("base.png"), "--unsure-below", "1").out().contains(" (unsure)"));
    assertFalse(first("predict", fixture("digits.keras"), fixture("base.png"), "--json").has("unsure"));
    assertTrue(
        first("predict", fixture("digits.keras"), fixture("base.png"), "--json", "--unsure-below", "1")
            .get("unsure")
            .asBoolean());
    assertEquals(2, predict("digits.keras", fixture("base.png"), "--unsure-below", "2").code());
    assertEquals(2, predict("scores-uncompiled.keras", fixture("base.png"), "--unsure-below", "0.5").code());
  }

  /** The digits of the fixture, with a temperature of 2 and sets that hold every class of 2 % and more. */
  private String calibrated() {
    KerasModel digits = KerasFile.read(Path.of(fixture("digits.keras")));
    Metadata plain = digits.metadata();
    Confidence confidence =
        new Confidence(
            1000,
            new Temperature(2),
            Optional.empty(),
            List.of(new ConformalSets(ConformalSets.Method.LAC, 0.99, List.of(0.98))),
            List.of(),
            OptionalDouble.empty());
    Path file = folder.resolve("calibrated.keras");
    KerasFile.write(
        file,
        new KerasModel(
            digits.model(),
            new Metadata(
                plain.classNames(),
                plain.dataset(),
                plain.intake(),
                plain.unsureBelow(),
                Optional.of(confidence),
                plain.unlikeness(),
                plain.provenance())));
    return file.toString();
  }

  @Test
  void probabilitiesAreCalibratedAndHaveTheirSet() throws IOException {
    String image = fixture("upright.jpg");
    JsonNode given = first("predict", fixture("digits.keras"), image, "--json");
    JsonNode shown = first("predict", calibrated(), image, "--json");
    double[] roots =
        given.get("outputs").valueStream().mapToDouble(each -> Math.sqrt(each.get("probability").asDouble())).toArray();
    double sum = Arrays.stream(roots).sum();
    int possible = 0;
    for (int label = 0; label < 10; label++) {
      double expected = roots[label] / sum;
      assertEquals(expected, shown.get("outputs").get(label).get("probability").asDouble(), 1e-9);
      possible += expected >= 0.02 ? 1 : 0;
    }
    assertEquals(given.get("class"), shown.get("class"));
    assertEquals(Math.max(1, possible), shown.get("set").size());
    assertEquals("4", shown.get("set").get(0).asString());
    assertFalse(given.has("set"));
  }

  @Test
  void rawProbabilitiesAreThoseOfTheNetworkToTheBit() {
    String image = fixture("upright.jpg");
    for (String format : List.of("--csv", "--json-lines")) {
      assertEquals(
          Said.to("predict", fixture("digits.keras"), image, format).out(),
          Said.to("predict", calibrated(), image, format, "--raw").out());
    }
    Said said = Said.to("predict", calibrated(), image, "--csv");
    assertTrue(said.out().startsWith("image,class,index,probability,unsure,set,unlikeness,unlike,0,1,"), said.out());
    assertTrue(
        said.err()
            .contains(
                "with the temperature 2.000 of 1,000 validation images; classes in brackets hold the true one for 99 %"
                    + " of"),
        said.err());
    assertFalse(Said.to("predict", calibrated(), image, "--raw").err().contains("temperature"));
  }

  @Test
  void aClassifierGivesTheSameBits() throws IOException {
    String image = fixture("upright.jpg");
    JsonNode shown = first("predict", calibrated(), image, "--json");
    try (Classifier digits = Classifier.load(folder.resolve("calibrated.keras"))) {
      Classification answer = digits.classify(Files.readAllBytes(Path.of(image)));
      for (int label = 0; label < 10; label++) {
        assertEquals(shown.get("outputs").get(label).get("probability").asDouble(), answer.probabilities()[label]);
      }
      assertEquals(shown.get("set").size(), answer.set().size());
    }
  }

  @Test
  void aTruncatedImageIsAnErrorAndTheOthersArePredicted() {
    Said said = predict("digits.keras", fixture("truncated.jpg"), fixture("upright.jpg"));
    assertEquals(1, said.code());
    assertTrue(said.err().contains("truncated.jpg: it ends too early"), said.err());
    assertEquals(1, said.out().lines().count(), said.out());
  }

  @Test
  void scoresAreNoPercentages() throws IOException {
    Said said = predict("scores-uncompiled.keras", fixture("base.png"));
    assertTrue(said.out().matches("(?s).*: 7 \\(score 0\\.\\d{4}\\), 4 \\(score 0\\.\\d{4}\\), .*"), said.out());
    assertFalse(said.out().contains("%"), said.out());
    assertTrue(said.err().contains("are scores, not probabilities"), said.err());
    JsonNode json = first("predict", fixture("scores-uncompiled.keras"), fixture("base.png"), "--json");
    assertTrue(json.has("score") && json.has("scores"), json.toString());
    assertFalse(json.has("probability") || json.has("probabilities"), json.toString());
    assertTrue(json.get("outputs").get(9).has("score"), json.toString());
  }

  @Test
  void brokenWeightsAreAnError() {
    for (Said said :
        List.of(
            predict("nan-weights.keras", fixture("base.png")),
            Said.to("evaluate", fixture("nan-weights.keras"), "--data", "strokes"))) {
      assertEquals(1, said.code());
      assertEquals("", said.out());
      assertTrue(said.err().contains("its weights must be finite numbers"), said.err());
    }
  }

  @Test
  void noControlCharacterOfAClassNameReachesTheTerminal() {
    for (String format : List.of("--top=10", "--csv", "--json-lines", "--json")) {
      Said said = predict("escape-in-class-names.keras", fixture("base.png"), format);
      assertEquals(0, said.code(), said.err());
      assertFalse((said.out() + said.err()).matches("(?s).*[\\p{Cntrl}&&[^\n]].*"), said.out());
    }
  }

  @Test
  void classesOfTheSameNameAreToldApartByTheirIndex() throws IOException {
    JsonNode json = first("predict", fixture("same-class-names.keras"), fixture("base.png"), "--json");
    assertEquals("dog", json.get("class").asString());
    assertEquals(8, json.get("index").asInt());
    assertEquals(10, json.get("outputs").size());
    assertFalse(json.has("probabilities"));
    String text = predict("same-class-names.keras", fixture("base.png")).out();
    assertTrue(text.contains("dog (8) 10.7%"), text);
  }

  @Test
  void whatAFileDoesNotSayIsSaidOnceAndMayBeSaidByOptions() throws IOException {
    Said guessed = predict("digits.keras", fixture("base.png"));
    assertTrue(guessed.err().contains("byte / 255 is assumed"), guessed.err());
    assertEquals(1, guessed.err().lines().count(), guessed.err());
    Path names = Files.writeString(folder.resolve("names.txt"), "null\neins\nzwei\ndrei\nvier\n5\n6\n7\n8\n9\n");
    Said said = predict("digits.keras", fixture("base.png"), "--scaling", "rescale", "--classes", names.toString());
    assertEquals("", said.err());
    assertTrue(said.out().contains(": vier 9"), said.out());
    Said few = predict("digits.keras", fixture("base.png"), "--classes", "a,b");
    assertEquals(2, few.code());
    assertTrue(few.err().contains("--classes must name each of the 10 classes"), few.err());
    Said unknown = predict("digits.keras", fixture("base.png"), "--scaling", "halve");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("standardize=MEAN,STD"), unknown.err());
    assertEquals("", predict("rescaling.keras", fixture("base.png")).err());
  }

  @Test
  void anotherScalingChangesWhatTheModelSees() throws IOException {
    String model = fixture("trained-on-bytes.keras");
    double bytes =
        first("predict", model, fixture("base.png"), "--json", "--scaling", "none").get("probability").asDouble();
    double shares = first("predict", model, fixture("base.png"), "--json").get("probability").asDouble();
    assertTrue(Math.abs(bytes - shares) > 0.01, bytes + " and " + shares);
  }

  @Test
  void foldersAreReadWithAllThatIsBelowThem() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/below"));
    Files.copy(Path.of(fixture("base.png")), images.resolve("b.png"));
    Files.copy(Path.of(fixture("base.png")), images.resolve("no-extension"));
    Files.copy(Path.of(fixture("base.png")), folder.resolve("images/.hidden.png"));
    Files.copy(Path.of(fixture("upright.jpg")), folder.resolve("images/a.jpg"));
    Files.writeString(folder.resolve("images/readme.txt"), "none");
    Files.writeString(folder.resolve("images/Thumbs.db"), "none");
    Said said = predict("digits.keras", folder.resolve("images").toString(), "--json-lines");
    assertEquals(0, said.code(), said.err());
    List<String> names = said.out().lines().map(line -> JSON.readTree(line).get("image").asString()).toList();
    assertEquals(
        List.of("images/a.jpg", "images/below/b.png", "images/below/no-extension"),
        names.stream().map(name -> folder.relativize(Path.of(name)).toString()).toList());
    assertTrue(said.err().contains("1 files below the folders are no images"), said.err());
    assertTrue(said.err().contains("readme.txt"), said.err());
    Files.createFile(folder.resolve("images/empty.jpg"));
    assertEquals(1, predict("digits.keras", folder.resolve("images").toString()).code());
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    Said none = predict("digits.keras", nothing.toString());
    assertEquals(1, none.code());
    assertTrue(none.err().contains("there is no image in the folder"), none.err());
  }

  @Test
  void imagesOfAnArchiveHaveTheirNamesInIt() throws IOException {
    byte[] four = Files.readAllBytes(Path.of(fixture("image.webp")));
    Path zip = folder.resolve("digits.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("four/a.png", "four/b.png", "other/c.png")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.startsWith("other") ? new byte[] {1, 2, 3} : four);
      }
    }
    Said said = predict("digits.keras", zip.toString());
    assertEquals(1, said.code(), said.err());
    assertTrue(said.out().matches("(?s)four/a.png: 4 9.*four/b.png: 4 9.*"), said.out());
    assertTrue(said.err().contains("other/c.png: "), said.err());
  }

  @Test
  void aListMayComeOnStandardInput() {
    InputStream before = System.in;
    try {
      String list = fixture("base.png") + "\r\n\n" + fixture("upright.jpg") + "\n/nowhere.png\n";
      System.setIn(new ByteArrayInputStream(list.getBytes(UTF_8)));
      Said said = predict("digits.keras", "-");
      assertEquals(1, said.code());
      assertEquals(2, said.out().lines().count(), said.out());
      assertTrue(said.err().contains("there is no image /nowhere.png"), said.err());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aTableHasARowForEachImage() throws IOException {
    Said said = predict("digits.keras", "--csv", fixture("base.png"), fixture("truncated.jpg"));
    assertEquals(1, said.code());
    List<String> rows = said.out().lines().toList();
    assertEquals(
        "image,class,index,probability,unsure,set,unlikeness,unlike,0,1,2,3,4,5,6,7,8,9,notes,error", rows.getFirst());
    assertTrue(rows.get(1).startsWith(fixture("base.png") + ",4,4,0.9"), rows.get(1));
    assertTrue(rows.get(2).startsWith(fixture("truncated.jpg") + ",,,,"), rows.get(2));
    assertTrue(rows.get(2).contains("it ends too early"), rows.get(2));
    Path table = folder.resolve("table.csv");
    for (String[] args :
        new String[][] {{"--csv=" + table, fixture("base.png")}, {"--csv", table.toString(), fixture("base.png")}}) {
      Files.deleteIfExists(table);
      Said written = predict("digits.keras", args);
      assertEquals(0, written.code(), written.err());
      assertEquals("", written.out());
      assertEquals(2, Files.readAllLines(table).size());
    }
    assertEquals(2, predict("digits.keras", "--csv", "--json", fixture("base.png")).code());
  }

  @Test
  void manyImagesHaveTheScoresThatEachHasAlone() throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      list.append(fixture(i % 3 == 0 ? "upright.jpg" : i % 3 == 1 ? "base.png" : "ink-0-label7.png")).append('\n');
    }
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(list.toString().getBytes(UTF_8)));
      List<String> together = predict("digits.keras", "-", "--json-lines").out().lines().toList();
      assertEquals(300, together.size());
      for (int i : new int[] {0, 1, 2, 255, 256, 299}) {
        String image = JSON.readTree(together.get(i)).get("image").asString();
        assertEquals(together.get(i) + "\n", predict("digits.keras", image, "--json-lines").out());
      }
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void evaluateTellsThatAnotherScalingWouldBeBetter() {
    Said said = Said.to("evaluate", fixture("trained-on-bytes.keras"), "--data", "strokes", "--json");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("byte / 255 is assumed"), said.err());
  }

  @Test
  void evaluateGivesNoLossThatIsNotTheModels() throws IOException {
    Said said = Said.to("evaluate", fixture("custom-loss.keras"), "--data", "strokes", "--json");
    assertEquals(0, said.code(), said.err());
    assertFalse(JSON.readTree(said.out()).get("test").has("loss"), said.out());
    assertTrue(JSON.readTree(said.out()).get("test").has("accuracy"), said.out());
    assertTrue(said.err().contains("note: no loss is given: "), said.err());
  }

  @Test
  void aModelThatSaysSomethingOfEachPlaceIsRefused() {
    Graph map = Sequential.of(Input.of(28, 28, 1), Conv2D.of(2, 25).activation(Activation.SOFTMAX));
    Path file = folder.resolve("map.keras");
    Model model = Model.compile(map, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(2)));
    Said said = Said.to("predict", file.toString(), fixture("base.png"));
    assertEquals(1, said.code());
    assertTrue(
        said.err().contains("the network's output must be one score for each class; it has the shape (4, 4, 2)."),
        said.err());
  }

  @Test
  void emptyNamesOfClassesAreRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
    for (String classes : List.of("a,,c,d,e,f,g,h,i,j", ",,,,,,,,,", empty.toString())) {
      Said said = predict("digits.keras", fixture("base.png"), "--classes", classes);
      assertEquals(2, said.code());
      assertTrue(said.err().startsWith("weft: --classes must name each class; received an empty name in "), said.err());
    }
  }

  @Test
  void aListWithoutAnImageIsAnError() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("\r\n".getBytes(UTF_8)));
    try {
      Said said = predict("digits.keras", "-");
      assertEquals(1, said.code());
      assertTrue(
          said.err().contains("weft: the list on standard input names no image; write one a line.\n"), said.err());
    } finally {
      System.setIn(before);
    }
  }
}
