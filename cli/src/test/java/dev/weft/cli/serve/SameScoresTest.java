package dev.weft.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.classifier.Classifier;
import dev.weft.cli.Said;
import dev.weft.cli.Serving;
import dev.weft.cli.SmallRun;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every door of the server gives the scores of {@code weft predict}, bit for bit. */
class SameScoresTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DRAWN = 12;
  private static final List<String> PHOTOGRAPHS = List.of("photo-0-label7.jpg", "exif6.jpg", "image.webp");

  @TempDir private static Path folder;
  private static final List<Path> files = new ArrayList<>();
  private static Path run;
  private static Serving server;

  @BeforeAll
  static void start() throws Exception {
    run = folder.resolve("small");
    Said said = Said.to(SmallRun.train(folder, run));
    assertEquals(0, said.code(), said.err());
    ImageSet drawn = Datasets.load("strokes").test();
    for (int i = 0; i < DRAWN; i++) {
      BufferedImage image = new BufferedImage(drawn.width(), drawn.height(), BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, drawn.width(), drawn.height(), drawn.image(i));
      Path file = folder.resolve(i + ".png");
      ImageIO.write(image, "png", file.toFile());
      files.add(file);
    }
    for (String name : PHOTOGRAPHS) {
      files.add(Path.of(SameScoresTest.class.getResource("/cases/" + name).toURI()));
    }
    server = Serving.of(folder, "small=" + run);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** What {@code weft predict} says of all images. */
  private static JsonNode predicted(String... options) {
    Stream<String> command = Stream.concat(Stream.of("predict", run.toString(), "--json"), Stream.of(options));
    Said said = Said.to(Stream.concat(command, files.stream().map(Path::toString)).toArray(String[]::new));
    assertEquals(0, said.code(), said.err());
    return JSON.readTree(said.out());
  }

  /** The scores of each image, by class. */
  private static List<List<Double>> scores(JsonNode predictions) {
    return predictions.valueStream().map(each -> scores(each.get("outputs"), "probability")).toList();
  }

  private static List<Double> scores(JsonNode labels, String kind) {
    Double[] scores = new Double[labels.size()];
    labels.forEach(label -> scores[label.get("index").asInt()] = label.get(kind).asDouble());
    return List.of(scores);
  }

  private static JsonNode answer(String path, byte[] body, String type) throws IOException, InterruptedException {
    HttpResponse<String> response = server.post(path, body, type);
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private static JsonNode answer(String path, Object body) throws IOException, InterruptedException {
    return answer(path, JSON.writeValueAsBytes(body), "application/json");
  }

  private static byte[] form() throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (Path file : files) {
      String head = "--part\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%s\"\r\n\r\n";
      form.write(head.formatted(file.getFileName()).getBytes(StandardCharsets.UTF_8));
      form.write(Files.readAllBytes(file));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--part--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  @Test
  void anImageAloneAndAmongOthersHasTheCalibratedProbabilitiesOfTheCommand() throws Exception {
    JsonNode command = predicted();
    assertTrue(command.has("calibration"), "the run is not calibrated");
    assertNotEquals(scores(command.get("predictions")), scores(predicted("--raw").get("predictions")));
    JsonNode several = answer("/predict", form(), "multipart/form-data; boundary=part").get("predictions");
    for (int i = 0; i < files.size(); i++) {
      JsonNode expected = command.get("predictions").get(i);
      JsonNode alone = answer("/predict/small", Files.readAllBytes(files.get(i)), "image/png");
      for (JsonNode served : List.of(alone, several.get(i))) {
        assertEquals(scores(expected.get("outputs"), "probability"), scores(served.get("labels"), "probability"));
        for (String field : List.of("class", "index", "probability", "unsure", "unlikeness", "unlike", "set")) {
          assertEquals(expected.get(field), served.get(field), field);
        }
      }
    }
  }

  @Test
  void rawAndInvertAreTheCommandsOptions() throws Exception {
    JsonNode command = predicted("--raw", "--invert", "--prepare", "none").get("predictions");
    for (int i = 0; i < files.size(); i++) {
      JsonNode served = answer("/predict?raw&invert&prepare=none", Files.readAllBytes(files.get(i)), "image/png");
      assertEquals(scores(command.get(i).get("outputs"), "probability"), scores(served.get("labels"), "probability"));
    }
  }

  /** As the doors of other servers give them: in single precision, which a double holds exactly. */
  private static List<List<Double>> raw() {
    return scores(predicted("--raw").get("predictions"));
  }

  private static List<Double> numbers(JsonNode array) {
    return array.valueStream().map(number -> (double) Float.parseFloat(number.asString())).toList();
  }

  /** What the network sees of each image, (height, width, channels), unsigned bytes. */
  private static List<byte[]> seen(Classifier classifier) {
    return files.stream().map(file -> classifier.classify(file).seen()).toList();
  }

  private static Object nested(float[] values, int from, int height, int width, int channels) {
    return IntStream.range(0, height)
        .mapToObj(y ->
            IntStream.range(0, width)
                .mapToObj(x -> {
                  int at = from + (y * width + x) * channels;
                  return Arrays.copyOfRange(values, at, at + channels);
                })
                .toList())
        .toList();
  }

  @Test
  void theDoorOfTensorFlowServingHasTheRawScoresOfTheCommand() throws Exception {
    List<Map<String, String>> inBase64 = new ArrayList<>();
    for (Path file : files) {
      inBase64.add(Map.of("b64", Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
    }
    List<Object> arrays = new ArrayList<>();
    try (Classifier classifier = Classifier.load(run)) {
      float[] inputs = classifier.inputs(seen(classifier));
      int elements = inputs.length / files.size();
      IntStream.range(0, files.size()).forEach(i -> arrays.add(nested(inputs, i * elements, 28, 28, 1)));
    }
    List<List<Double>> expected = raw();
    for (List<?> instances : List.of(inBase64, arrays)) {
      JsonNode all = answer("/v1/models/small:predict", Map.of("instances", instances)).get("predictions");
      assertEquals(expected, all.valueStream().map(SameScoresTest::numbers).toList());
      JsonNode last = answer("/v1/models/small:predict", Map.of("instances", List.of(instances.getLast())));
      assertEquals(expected.getLast(), numbers(last.at("/predictions/0")));
    }
  }

  @Test
  void theDoorOfTheOpenInferenceProtocolHasTheRawScoresOfTheCommand() throws Exception {
    List<List<Double>> expected = raw();
    try (Classifier classifier = Classifier.load(run)) {
      String name = classifier.model().network().inputName();
      List<byte[]> seen = seen(classifier);
      float[] inputs = classifier.inputs(seen);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      seen.forEach(bytes::writeBytes);
      int[] unsigned = new int[bytes.size()];
      byte[] all = bytes.toByteArray();
      Arrays.setAll(unsigned, i -> all[i] & 0xff);
      for (Map.Entry<String, ?> data : Map.of("FP32", inputs, "UINT8", unsigned).entrySet()) {
        Map<String, Object> input =
            Map.of(
                "name", name,
                "shape", List.of(files.size(), 28, 28, 1),
                "datatype", data.getKey(),
                "data", data.getValue());
        JsonNode output = answer("/v2/models/small/infer", Map.of("inputs", List.of(input))).at("/outputs/0/data");
        List<Double> wanted = expected.stream().flatMap(List::stream).toList();
        assertEquals(wanted, numbers(output), data.getKey());
      }
    }
  }
}
