package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it gives a model or one sentence. */
@Timeout(120)
class HostileFilesTest {
  @TempDir Path folder;

  private String message(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("model.keras"), file);
    String message = assertThrows(WeftException.class, () -> KerasFile.read(path)).getMessage();
    assertTrue(message.startsWith(path + ": "), message);
    return message.substring(path.toString().length() + 2);
  }

  /** The entries of a small model's file. */
  private Map<String, byte[]> entries() throws IOException {
    Path file = folder.resolve("small.keras");
    KerasFile.write(file, new KerasModel(Models.noisy(Models.small(), SGD.of(), Loss.POISSON), Metadata.unknown(3)));
    return entries(Files.readAllBytes(file));
  }

  static Map<String, byte[]> entries(byte[] zip) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] with(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, content);
    return zip(entries);
  }

  private byte[] with(String name, String content) throws IOException {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] without(String name) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove(name);
    return zip(entries);
  }

  // ---- no model file

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "PK", "some text that is longer than eight bytes"})
  void otherFilesAreRefused(String text) throws IOException {
    assertEquals(
        "it is no model file; give one that Keras or Weft saved as .keras, or Keras as .h5.",
        message(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = folder.resolve("nothing.keras");
    WeftException e = assertThrows(WeftException.class, () -> KerasFile.read(file));
    assertEquals("there is no file " + file + "; check the path.", e.getMessage());
  }

  @Test
  void aFolderIsRefused() {
    WeftException e = assertThrows(WeftException.class, () -> KerasFile.read(folder));
    assertTrue(e.getMessage().startsWith(folder + " cannot be read: "), e.getMessage());
  }

  // ---- zip

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.weights.h5"})
  void aFileWithoutAPartIsRefused(String name) throws IOException {
    assertEquals("it has no '" + name + "', which a .keras file must have.", message(without(name)));
  }

  @Test
  void aFileWithoutWeftsPartIsRead() throws IOException {
    Path file = Files.write(folder.resolve("model.keras"), without("weft.json"));
    assertEquals(3, KerasFile.read(file).metadata().classNames().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../config.json", "/etc/passwd", "assets/../../x", "..\\x"})
  void entriesThatLeaveTheFileAreRefused(String name) throws IOException {
    assertEquals("its entries must have plain names; received '" + name + "'.", message(with(name, "x")));
  }

  @Test
  void anEntryThatIsThereTwiceIsRefused() throws IOException {
    byte[] zip = with("config.jsoN", "{}");
    byte[] name = "config.jsoN".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < zip.length - name.length; i++) {
      if (Arrays.equals(zip, i, i + name.length, name, 0, name.length)) {
        zip[i + name.length - 1] = 'n';
      }
    }
    assertEquals("it must have each entry once; 'config.json' is there twice.", message(zip));
  }

  @Test
  void aChangedByteIsFoundByTheChecksum() throws IOException {
    byte[] file = Golden.B_CNN.bytes();
    file[file.length / 2] ^= 1;
    assertEquals(
        "'model.weights.h5' is damaged: its length or checksum is not the one that the zip file states.",
        message(file));
  }

  @Test
  void bombsAreRefused() throws IOException {
    assertEquals(
        "'config.json' may have at most 16777216 bytes here; it has 50000000.",
        message(with("config.json", new byte[50_000_000])));
    assertEquals(
        "'weft.json' may have at most 16777216 bytes here; it has 50000000.",
        message(with("weft.json", new byte[50_000_000])));
    String tooLarge = message(with("model.weights.h5", new byte[50_000_000]));
    assertTrue(tooLarge.matches("'model.weights.h5' may have at most \\d{7} bytes here; it has 50000000."), tooLarge);
  }

  // ---- JSON

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "[1, 2]", "{\"class_name\": 1}", "{\"a\": 1e999999999}", "\u0000"})
  void brokenConfigurationsAreRefused(String json) throws IOException {
    assertTrue(message(with("config.json", json)).endsWith("."), json);
  }

  @Test
  void namesCannotCommandATerminal() throws IOException {
    String json =
        """
        {"class_name": "Sequential", "config": {"layers": [{"class_name": "\\u001b[2J", "config": {"name": "a\\nb"}}]}}\
        """;
    assertEquals(
        "Weft does not have the layer \\u001b[2J. Change this in Keras and save the model again.",
        message(with("config.json", json)));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    String deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    String message = message(with("config.json", "{\"config\": " + deep + "}"));
    assertTrue(message.startsWith("config.json may be nested at most 100 deep"), message);
  }

  @Test
  void aCutObjectIsSaidInWordsForAPerson() throws IOException {
    String message = message(with("config.json", "{\"config\": {"));
    assertTrue(message.matches("config.json must be JSON: Unexpected end-of-input[^\\[]*column \\d+\\)\\..*"), message);
  }

  @Test
  void veryManyWordsAreRefused() throws IOException {
    String message = message(with("config.json", "{\"config\": [" + "[],".repeat(2_000_000) + "[]]}"));
    assertTrue(message.startsWith("config.json may be nested at most 100 deep, have 1000000 words"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}                                                       | 'class_names' must be a list [...]; received null.
          {"class_names": ["a"], "dataset": "", "provenance": {}}  | 'class_names' must be as many as the network's outputs, 3; received 1.
          {"class_names": ["a", "b", 3]}                           | each of 'class_names' must be a text; received 3.
          {"class_names": ["a", "b", "c"]}                         | 'dataset' must be a text; received null.
          {"class_names": ["a", "b", "c"], "dataset": ""}          | 'provenance' must be an object {...}; received null.
          {"scaling": 1}                                           | 'scaling' must be an object {...}; received 1.
          {"scaling": {"name": "x"}}                               | 'scale' must be a list [...]; received null.
          {"scaling": {"name": "x", "scale": [1]}}                 | 'scale' must have one number for each of the network's 16 inputs; received 1.
          {"learning_rate": {"Sometimes": {}}}                     | the training in weft.json is not readable: 'Sometimes' is not known here; known are Constant, PiecewiseConstantDecay, EpochPiecewiseConstant, ExponentialDecay, EpochExponentialDecay, CosineDecay, CosineDecayRestarts, PolynomialDecay, InverseTimeDecay, OneCycle.
          """)
  void metadataThatDoNotFitAreRefused(String json, String expected) throws IOException {
    assertEquals(expected, message(with("weft.json", json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          3                                                             | 'confidence' must be an object {...}; received 3.
          {"isotonic": []}                                              | 'confidence' must have only images, temperature, vector_scaling, sets, selective, unsure_below; received 'isotonic'; a later Weft may know it.
          {}                                                            | 'confidence' must say how many images it is of; received null.
          {"images": 9}                                                 | 'confidence' 'temperature' must be a number; received null.
          {"images": 9, "temperature": 1e9}                             | 'confidence': a temperature is 0.05 to 20; received 1.0E9.
          {"images": 9, "temperature": 1}                               | 'confidence' 'sets' must be a list [...]; received null.
          {"images": 9, "temperature": 1, "sets": [7]}                  | each of 'confidence' 'sets' must be an object {...}; received 7.
          {"images": 9, "temperature": 1, "sets": [{"method": "best"}]} | the 'method' of sets must be lac, aps or raps; received 'best'.
          {"images": 9, "temperature": 1, "sets": [{"method": "lac", "coverage": 2, "thresholds": [1]}]}      | 'confidence': conformal sets need a coverage between 0 and 1, and thresholds from 0 on; received 2.0 and [1.0].
          {"images": 9, "temperature": 1, "sets": [{"method": "lac", "coverage": 0.9, "thresholds": [1, 1]}]} | thresholds of sets must have one number for each of 3 classes; received 2.
          {"images": 9, "temperature": 1, "sets": [{"method": "lac", "coverage": 0.9, "thresholds": ["x"]}]}  | 'confidence' 'thresholds' must be numbers; received 'x'.
          {"images": 9, "temperature": 1, "vector_scaling": {"factors": [1], "shifts": [1]}, "sets": []}      | vector scaling must have one number for each of 3 classes; received 1.
          {"images": 9, "temperature": 1, "vector_scaling": {"factors": [null, 1, 1], "shifts": [1, 1, 1]}, "sets": []} | 'confidence': vector scaling needs a finite factor and a finite shift for each class; received [Infinity, 1.0, 1.0] and [1.0, 1.0, 1.0].
          {"images": 9, "temperature": 1, "sets": [], "selective": [{"accuracy": 1, "threshold": 0}]}         | 'confidence': an accuracy is above 0 and below 1, and its threshold 0 to 1; received 1.0 and 0.0.
          {"images": 9, "temperature": 1, "sets": [], "selective": [], "unsure_below": 3}                     | 'confidence' 'unsure_below' must be a number from 0 to 1; received 3.
          """)
  void confidenceThatIsNotKnownIsRefused(String json, String expected) throws IOException {
    String all =
        "{\"class_names\": [\"a\", \"b\", \"c\"], \"dataset\": \"\", \"provenance\": {}, \"confidence\": %s}"
            .formatted(json);
    assertEquals(expected, message(with("weft.json", all)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          3                                         | 'unlikeness' must be an object {...}; received 3.
          {}                                        | 'unlikeness' 'energy' must be an object {...}; received null.
          {"energy": {"mean": 0, "deviation": -1}}  | 'unlikeness': a mean must be finite and a deviation 0 or more; received 0.0 and -1.0.
          {"energy": {"mean": 0, "deviation": 1}}   | 'unlikeness' 'layers' must be a list [...]; received null.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [], "false_alarm_rate": 0.01, "threshold": null} | 'unlikeness' 'threshold' must be a number; received null.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [], "false_alarm_rate": 2, "threshold": 1, "images": 9, "alarms": 0, "validated": true} | 'unlikeness': a share of false alarms is above 0 and below 1; received 2.0.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [], "false_alarm_rate": 0.01, "threshold": 1, "images": 9, "alarms": 10, "validated": true} | 'unlikeness': of 9 images 0 to all are false alarms; received 10.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [], "false_alarm_rate": 0.01, "threshold": 1, "images": 9, "alarms": 0, "validated": true} | 'unlikeness': it must have distances of the network's layers; received none.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [{"divided": false, "variances": [], "length": 1, "means": ["?"]}]} | 'unlikeness' 'means' must be floats in Base64; received '?'.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [{"divided": false, "variances": [], "length": 1, "means": [], "directions": [], "rest": 1, "node": "a"}]} | 'unlikeness': the numbers of a distance must be finite, its variances above 0.
          {"energy": {"mean": 0, "deviation": 1}, "layers": [{"divided": false, "variances": [], "length": 1, "means": ["AAAAAAAAAAA="], "directions": [], "rest": 1, "node": "?", "distance": {"mean": 0, "deviation": 1}}], "false_alarm_rate": 0.01, "threshold": 1, "images": 9, "alarms": 0, "validated": true} | 'unlikeness': the network has the layers [conv2d, batch_normalization, p_re_lu, flatten, dense]; received '?'.
          """)
  void unlikenessThatIsNotKnownIsRefused(String json, String expected) throws IOException {
    String all =
        "{\"class_names\": [\"a\", \"b\", \"c\"], \"dataset\": \"\", \"provenance\": {}, \"unlikeness\": %s}"
            .formatted(json);
    assertEquals(expected, message(with("weft.json", all)));
  }

  // ---- absurd networks

  private byte[] withLayers(String input, String... layers) throws IOException {
    return with(
        "config.json",
        """
        {"class_name": "Sequential", "config": {"name": "net", "layers": [
          {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": %s}}, %s]}}\
        """
            .formatted(input, String.join(", ", layers)));
  }

  private static String dense(String name, int units) {
    return "{\"class_name\": \"Dense\", \"config\": {\"name\": \"" + name + "\", \"units\": " + units + "}}";
  }

  @Test
  void networksWithMoreWeightsThanTheFileAreRefused() throws IOException {
    String message = message(withLayers("[null, 20000]", dense("a", 20_000), dense("b", 20_000)));
    assertTrue(
        message.matches("the network has 800040000 parameters, more than the \\d+ bytes of its weights can hold."),
        message);
  }

  @Test
  void weightsThatNoArrayCanHoldAreRefused() throws IOException {
    assertEquals(
        "layer 'a': Dense: a shape may have at most 2^31 - 1 elements; received [1000000, 1000000].",
        message(withLayers("[null, 1000000]", dense("a", 1_000_000))));
  }

  @Test
  void imagesThatNoMemoryCanHoldAreRefused() throws IOException {
    String[] layers = new String[100];
    for (int i = 0; i < layers.length - 1; i++) {
      layers[i] = "{\"class_name\": \"ReLU\", \"config\": {\"name\": \"r" + i + "\"}}";
    }
    layers[layers.length - 1] = "{\"class_name\": \"GlobalAveragePooling2D\", \"config\": {\"name\": \"g\"}}";
    String message = message(withLayers("[null, 46000, 46000, 1]", layers));
    assertTrue(message.matches("it needs about \\d+ MiB of memory; the JVM may use \\d+ MiB: .*"), message);
  }

  // ---- chance

  static List<Golden> golden() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileWithChangedBytesIsAModelOrASentence(Golden golden) throws IOException {
    SplittableRandom random = new SplittableRandom(golden.file().hashCode());
    byte[] bytes = golden.bytes();
    for (int i = 0; i < 100; i++) {
      tryToRead(changed(bytes, random));
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileThatIsCutOffIsASentence(Golden golden) throws IOException {
    SplittableRandom random = new SplittableRandom(golden.file().hashCode());
    byte[] bytes = golden.bytes();
    for (int i = 0; i < 50; i++) {
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      assertTrue(message(cut).endsWith("."));
    }
  }

  /** The checksums fit here, so that the changes reach the readers of JSON and HDF5. */
  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.weights.h5", "weft.json"})
  void aPartWithChangedBytesIsAModelOrASentence(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    Map<String, byte[]> entries = entries();
    byte[] bytes = entries.get(name);
    for (int i = 0; i < 200; i++) {
      entries.put(name, changed(bytes, random));
      tryToRead(zip(entries));
    }
  }

  @Test
  void weightsOfKerasWithChangedBytesAreAModelOrASentence() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, byte[]> entries = entries(Golden.BATCHNORM.bytes());
    byte[] bytes = entries.get("model.weights.h5");
    for (int i = 0; i < 200; i++) {
      entries.put("model.weights.h5", changed(bytes, random));
      tryToRead(zip(entries));
    }
  }

  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          -1,
          0,
          3,
          1e300,
          Long.MAX_VALUE,
          "",
          "relu",
          "Dense",
          List.of(),
          Arrays.asList(null, 1),
          List.of(1_000_000, 1_000_000),
          Map.of(),
          Map.of("class_name", "Dense"),
          Map.of("class_name", "L2", "config", Map.of("l2", "x")),
          Map.of("class_name", "function", "config", List.of()));

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "weft.json"})
  void jsonWithOtherValuesIsAModelOrASentence(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, byte[]> entries = entries();
    Map<String, Object> json = Json.read(entries.get(name), name);
    for (int i = 0; i < 300; i++) {
      entries.put(name, Json.write(changed(json, random)));
      tryToRead(zip(entries));
    }
  }

  /** The same with another value at one place. */
  private static Object changed(Object json, SplittableRandom random) {
    if (json instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(9) > 0) {
      Map<Object, Object> changed = new LinkedHashMap<>(map);
      Object key = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
      changed.put(key, changed(map.get(key), random));
      return changed;
    }
    if (json instanceof List<?> list && !list.isEmpty() && random.nextInt(9) > 0) {
      List<Object> changed = new ArrayList<>(list);
      int place = random.nextInt(list.size());
      changed.set(place, changed(list.get(place), random));
      return changed;
    }
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  /** One to eight bytes with another value, of which zeros and ones are the likeliest. */
  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      int value = random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2) * 255;
      changed[random.nextInt(changed.length)] = (byte) value;
    }
    return changed;
  }

  private void tryToRead(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("model.keras"), file);
    try {
      KerasFile.read(path);
    } catch (WeftException e) {
      assertTrue(e.getMessage().endsWith("."), e.getMessage());
    }
  }
}
