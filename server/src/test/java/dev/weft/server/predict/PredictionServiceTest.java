package dev.weft.server.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.image.PrepareAs;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.model.ServedModels;
import dev.weft.server.model.TinyModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs ask a server about images, and what it answers. */
class PredictionServiceTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Metrics METRICS = new Metrics();
  private static final Routes ROUTES = new Routes();
  private static ServedModels models;
  private static Server server;
  private static Classifier pets;

  @BeforeAll
  static void start() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 7);
    TinyModels.write(folder.resolve("others.keras"), 8);
    Files.writeString(folder.resolve("bad.keras"), "no network");
    pets = Classifier.load(file);
    models = ServedModels.open(List.of(folder.toString()), "none.db", sentence -> {});
    new ModelList(models, false).addTo(ROUTES);
    new PredictionService(models, new WorkQueue(2, 8, 10_000), METRICS).addTo(ROUTES);
    server = Server.start(new InetSocketAddress("127.0.0.1", 0), ROUTES);
    models.awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
    models.close();
    pets.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(to(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, byte[] body, String type) throws Exception {
    return CLIENT.send(
        to(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String json) throws Exception {
    return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  /** A PNG file of random greys. */
  private static byte[] image(int side, int seed) throws IOException {
    SplitMix64 random = SplitMix64.of(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < side * side; i++) {
      image.getRaster().setSample(i % side, i / side, 0, (int) (256 * random.nextDouble()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static float[] samples(int count) {
    SplitMix64 random = SplitMix64.of(count);
    float[] samples = new float[64 * count];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) random.nextDouble();
    }
    return samples;
  }

  /** As nested arrays of (count, 8, 8, 1). */
  private static String nested(float[] samples) {
    float[][][][] nested = new float[samples.length / 64][8][8][1];
    for (int i = 0; i < samples.length; i++) {
      nested[i / 64][i / 8 % 8][i % 8][0] = samples[i];
    }
    return JSON.writeValueAsString(nested);
  }

  private static float[] floats(JsonNode numbers) {
    List<String> texts = new ArrayList<>();
    numbers.forEach(number -> {
      if (number.isArray()) {
        number.forEach(inner -> texts.add(inner.asString()));
      } else {
        texts.add(number.asString());
      }
    });
    float[] values = new float[texts.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = Float.parseFloat(texts.get(i)));
    return values;
  }

  private static void assertIs(Classification wanted, JsonNode answer) {
    assertEquals(wanted.best().name(), answer.at("/class").asString());
    assertEquals(wanted.best().index(), answer.at("/index").asInt());
    for (int i = 0; i < wanted.labels().size(); i++) {
      JsonNode label = answer.at("/labels/" + i);
      assertEquals(wanted.labels().get(i).name(), label.at("/class").asString());
      assertEquals(wanted.labels().get(i).probability(), Double.parseDouble(label.at("/probability").asString()));
    }
  }

  // ---- images

  @Test
  void anImageAsTheBodyGetsItsClassesToTheBit() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      byte[] image = image(8 + seed, seed);
      JsonNode answer = json(post("/predict/pets", image, "application/x-www-form-urlencoded"));
      assertEquals("pets", answer.at("/model").asString());
      assertEquals(1, answer.at("/version").asInt());
      assertIs(pets.classify(image), answer);
    }
  }

  @Test
  void severalImagesInAFormGetTheSameBitsAndABadOneItsError() throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (int seed = 0; seed < 9; seed++) {
      form.write(
          ("--xyz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + seed + ".png\"\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      form.write(seed == 4 ? new byte[] {1, 2, 3} : image(20, seed));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
    JsonNode all =
        json(post("/predict/pets", form.toByteArray(), "multipart/form-data; boundary=xyz")).at("/predictions");
    assertEquals(9, all.size());
    for (int seed = 0; seed < 9; seed++) {
      assertEquals(seed + ".png", all.at("/" + seed + "/image").asString());
      if (seed != 4) {
        assertIs(pets.classify(image(20, seed)), all.get(seed));
      }
    }
    assertTrue(all.at("/4/error").asString().startsWith("it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image"));
  }

  @Test
  void theQuerySaysHow() throws Exception {
    byte[] image = image(8, 1);
    JsonNode inverted = json(post("/predict/pets?invert&raw=true&prepare=none&version=1", image, "image/png"));
    assertIs(pets.asking(true, true, PrepareAs.NONE).classify(image), inverted);
    JsonNode plain = json(post("/predict/pets?top=2", image, "image/png"));
    assertFalse(plain.at("/labels/0").equals(inverted.at("/labels/0")));
    assertEquals(2, plain.at("/labels").size());
  }

  // ---- TensorFlow Serving

  @ParameterizedTest
  @CsvSource({"1", "3", "40"})
  void arraysGetTheNetworksOutputsToTheBit(int count) throws Exception {
    float[] samples = samples(count);
    float[] wanted = pets.predict(samples);
    String nested = nested(samples);
    assertArrayEquals(
        wanted,
        floats(json(post("/v1/models/pets:predict", "{\"instances\": %s}".formatted(nested))).at("/predictions")));
    assertArrayEquals(
        wanted,
        floats(json(post("/v1/models/pets/versions/1:predict", "{\"inputs\": %s}".formatted(nested))).at("/outputs")));
    assertArrayEquals(
        wanted,
        floats(
            json(post(
                    "/v1/models/pets:predict",
                    "{\"signature_name\":\"serving_default\",\"inputs\":{\"%s\":%s}}".formatted(input(), nested)))
                .at("/outputs")));
  }

  private static String input() {
    return pets.model().network().inputName();
  }

  @Test
  void filesInBase64GetTheSame() throws Exception {
    List<String> instances = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      instances.add("{\"b64\": \"" + Base64.getEncoder().encodeToString(image(30, seed)) + "\"}");
    }
    float[] outputs =
        floats(json(post("/v1/models/pets:predict", "{\"instances\": " + instances + "}")).at("/predictions"));
    for (int seed = 0; seed < 3; seed++) {
      assertArrayEquals(pets.classify(image(30, seed)).raw(), Arrays.copyOfRange(outputs, 3 * seed, 3 * seed + 3));
    }
  }

  @Test
  void statusAndMetadataAreTensorFlows() throws Exception {
    assertEquals(
        JSON.readTree(
            """
            {"model_version_status":
              [{"version": "1", "state": "AVAILABLE", "status": {"error_code": "OK", "error_message": ""}}]}
            """),
        json(get("/v1/models/pets")));
    assertEquals("END", json(get("/v1/models/bad")).at("/model_version_status/0/state").asString());
    JsonNode dimensions =
        json(get("/v1/models/pets/metadata"))
            .at("/metadata/signature_def/signature_def/serving_default/inputs/" + input() + "/tensor_shape/dim");
    assertEquals("-1", dimensions.at("/0/size").asString());
    assertEquals("8", dimensions.at("/1/size").asString());
  }

  // ---- Open Inference Protocol

  private static String infer(String datatype, String shape, String data) {
    return """
    {"id": "a7", "inputs": [{"name": "%s", "datatype": "%s", "shape": %s, "data": %s}]}
    """
        .formatted(input(), datatype, shape, data);
  }

  @Test
  void aTensorIsFlatOrNested() throws Exception {
    float[] samples = samples(2);
    for (String data : List.of(nested(samples), JSON.writeValueAsString(samples))) {
      JsonNode answer = json(post("/v2/models/pets/infer", infer("FP32", "[2, 8, 8, 1]", data)));
      assertEquals("a7", answer.at("/id").asString());
      assertEquals("pets", answer.at("/model_name").asString());
      assertEquals(JSON.readTree("[2, 3]"), answer.at("/outputs/0/shape"));
      assertArrayEquals(pets.predict(samples), floats(answer.at("/outputs/0/data")));
    }
  }

  @Test
  void bytesAreScaledAsTheNetworkLearned() throws Exception {
    int[] pixels = IntStream.range(0, 64).map(i -> 4 * i).toArray();
    byte[] bytes = new byte[64];
    IntStream.range(0, 64).forEach(i -> bytes[i] = (byte) pixels[i]);
    JsonNode answer =
        json(post("/v2/models/pets/versions/1/infer", infer("UINT8", "[1, 8, 8, 1]", Arrays.toString(pixels))));
    assertArrayEquals(pets.predict(pets.inputs(List.of(bytes))), floats(answer.at("/outputs/0/data")));
  }

  @Test
  void healthAndMetadataAreTheProtocols() throws Exception {
    assertEquals("weft", json(get("/v2")).at("/name").asString());
    assertTrue(json(get("/v2/health/live")).at("/live").asBoolean());
    assertTrue(json(get("/v2/health/ready")).at("/ready").asBoolean());
    assertTrue(json(get("/v2/models/pets/ready")).at("/ready").asBoolean());
    assertEquals(503, get("/v2/models/bad/ready").statusCode());
    assertEquals(JSON.readTree("[-1, 8, 8, 1]"), json(get("/v2/models/pets")).at("/inputs/0/shape"));
    assertEquals("FP32", json(get("/v2/models/pets/versions/1")).at("/outputs/0/datatype").asString());
  }

  // ---- errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          /predict                         | 400 | x | several networks are served: bad, others, pets; ask /predict/NAME.
          /predict/pet                     | 404 | x | there is no network 'pet'; known are bad, others, pets. Did you mean 'pets'?
          /predict/pets                    | 415 | x | it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; its content is something else.
          /predict/pets?tops=1             | 400 | x | there is no parameter 'tops'; known are top, raw, invert, prepare, version. Did you mean 'top'?
          /predict/pets?top=0              | 400 | x | 'top' is a whole number from 1 on; received '0'.
          /predict/pets?raw=maybe          | 400 | x | 'raw' is true or false; received 'maybe'.
          /predict/pets?version=9          | 404 | x | there is no version 9 of 'pets'; there are 1.
          /v1/models/pets:predict          | 400 | x | the body is JSON; line 1, column 1: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').
          /v1/models/pets:predict          | 400 | [] | the body is a JSON object, such as {"instances": [...]}; received another thing.
          /v1/models/pets:predict          | 400 | {} | the body has 'instances' or 'inputs'; received neither.
          /v1/models/pets:predict          | 400 | {"instances": []} | there is at least one sample; received none.
          /v1/models/pets:predict          | 400 | {"instances": [[1, 2]]} | each sample has the shape [8, 8, 1]; received [2].
          /v1/models/pets:predict          | 400 | {"instances": [[1, 2], [1]]} | the arrays in 'instances' have one shape; received one array of 2 and one of 1; send even ones.
          /v1/models/pets:predict          | 400 | {"instances": [[1, "a"]]} | 'instances' holds numbers, or arrays of these; received 'a'; send numbers.
          /v1/models/pets:predict          | 400 | {"instances": [1e39]} | 'instances' holds finite numbers of 32 bits; received 1e39.
          /v1/models/pets:predict          | 400 | {"instances": [{"other": 1}]} | the network's input is '%s'; received 'other'.
          /v1/models/pets:predict          | 415 | {"instances": [{"b64": "AAAA"}]} | it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; its content is something else.
          /v1/models/pets:predict          | 400 | {"signature_name": "x"} | the signature is 'serving_default'; received 'x'.
          /v1/models/bad:predict           | 503 | {} | the network 'bad' cannot be read: bad.keras: it is no model file; give one that Keras or Weft saved as .keras, Keras as .h5, or any program as .onnx.
          /v1/models/pets/versions/x:predict | 400 | {} | a version is a number from 1 on; received 'x'.
          /v2/models/pets/infer            | 400 | {"inputs": []} | the network has one input; received 0 in 'inputs'.
          /v2/models/pets/infer            | 400 | {"inputs": [{"name": "a"}]} | an input has 'name', 'shape', 'datatype' and 'data'; received one without all of them.
          """)
  void aWrongRequestGetsOneSentence(String path, int status, String body, String sentence) throws Exception {
    HttpResponse<String> response = post(path, body);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(sentence.replace("%s", input()), JSON.readTree(response.body()).at("/error").asString());
  }

  @ParameterizedTest
  @CsvSource({"{\"parameters\": , [, 200", "{\"parameters\": , 1, 2000", "{\", a, 2000"})
  void jsonIsNotNestedDeepAndHasNoLongNumbersOrNames(String head, String repeated, int times) throws Exception {
    HttpResponse<String> response = post("/v2/models/pets/infer", head + repeated.repeat(times));
    assertEquals(400, response.statusCode(), response.body());
    assertEquals(
        "the body may be nested 100 deep, with numbers and names of 1000 characters; received more; send less.",
        JSON.readTree(response.body()).at("/error").asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          FP64  | [1, 8, 8, 1] | 64 | the datatype is FP32 or UINT8; received 'FP64'.
          FP32  | [1, 8, 8]    | 64 | each sample has the shape [8, 8, 1]; received [8, 8].
          FP32  | [2, 8, 8, 1] | 64 | 'data' holds the 128 numbers of the shape [2, 8, 8, 1]; received the shape [64].
          FP32  | [0, 8, 8, 1] | 64 | 'shape' begins with the number of samples, at least 1; received [0, 8, 8, 1].
          UINT8 | [5, 8, 8, 1] | 320 | UINT8 are whole numbers from 0 to 255; received 256.0.
          """)
  void aWrongTensorGetsOneSentence(String datatype, String shape, int numbers, String sentence) throws Exception {
    String data = Arrays.toString(IntStream.range(0, numbers).toArray());
    HttpResponse<String> response = post("/v2/models/pets/infer", infer(datatype, shape, data));
    assertEquals(400, response.statusCode());
    assertEquals(sentence, JSON.readTree(response.body()).at("/error").asString());
  }

  @Test
  void anImageOfTooManyPixelsIsNotDecoded() throws Exception {
    byte[] header =
        HexFormat.of()
            .parseHex(
                "89504e470d0a1a0a0000000d49484452000027100000271008000000009f253dfb"
                    + "000000004944415435af061e0000000049454e44ae426082");
    HttpResponse<String> response = post("/predict/pets", header, "image/png");
    assertEquals(413, response.statusCode(), response.body());
  }

  /** A PNG file as far as its size is known, without its pixels. */
  private static byte[] header(int side) {
    ByteBuffer chunk = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.UTF_8));
    chunk.putInt(side).putInt(side).put(new byte[] {8, 0, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(chunk.array());
    return ByteBuffer.allocate(41)
        .put(HexFormat.of().parseHex("89504e470d0a1a0a0000000d"))
        .put(chunk.array())
        .putInt((int) sum.getValue())
        .put("\0\0\0\1IDAT".getBytes(StandardCharsets.UTF_8))
        .array();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7100  | it may have at most 50,000,000 pixels; it has 7100 x 7100; scale it down first.
          20000 | it may have at most 300 million pixels; it has 20000 x 20000; scale it down first.
          """)
  void anImageHasAtMost50MillionPixels(int side, String sentence) throws Exception {
    HttpResponse<String> response = post("/predict/pets", header(side), "image/png");
    assertEquals(413, response.statusCode(), response.body());
    assertEquals(sentence, JSON.readTree(response.body()).at("/error").asString());
  }

  private static String inBase64(byte[] file, int times) {
    String one = "{\"b64\": \"" + Base64.getEncoder().encodeToString(file) + "\"}";
    return "{\"instances\": " + Collections.nCopies(times, one) + "}";
  }

  @Test
  void theImagesOfARequestHaveAtMost200MillionPixels() throws Exception {
    String sentence =
        "the images of a request have at most 200,000,000 pixels in all; these have 245,000,000; send several"
            + " requests.";
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (int i = 0; i < 5; i++) {
      form.write(
          "--xyz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8));
      form.write(header(7000));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
    for (HttpResponse<String> response :
        List.of(
            post("/predict/pets", form.toByteArray(), "multipart/form-data; boundary=xyz"),
            post("/v1/models/pets:predict", inBase64(header(7000), 5)))) {
      assertEquals(413, response.statusCode(), response.body());
      assertEquals(sentence, JSON.readTree(response.body()).at("/error").asString());
    }
  }

  @Test
  void filesInBase64AreAtMost1000() throws Exception {
    HttpResponse<String> response = post("/v1/models/pets:predict", inBase64(image(8, 1), 1001));
    assertEquals(413, response.statusCode(), response.body());
    assertEquals(1000, json(post("/v1/models/pets:predict", inBase64(image(8, 1), 1000))).at("/predictions").size());
  }

  // ---- description and figures

  @Test
  void theDescriptionHasEachPath() throws Exception {
    JsonNode paths = json(get("/openapi.json")).at("/paths");
    for (String path : paths.propertyNames()) {
      if (path.equals("/metrics")) {
        continue; // it is the server's own
      }
      String asked = path.replace("{name}", "pets").replace("{version}", "1");
      boolean isGet = paths.get(path).has("get");
      HttpResponse<String> response = isGet ? get(asked) : post(asked, "{}");
      assertTrue(
          response.statusCode() == 200 || !isGet && List.of(400, 415).contains(response.statusCode()),
          () -> path + ": " + response.body());
    }
    assertEquals(20, paths.size());
  }

  @Test
  void imagesAreCounted() throws Exception {
    json(post("/v1/models/others:predict", "{\"instances\": %s}".formatted(nested(samples(5)))));
    assertTrue(METRICS.text().contains("weft_images_total{model=\"others\"} 5\n"), METRICS::text);
    assertTrue(METRICS.text().contains("weft_prediction_seconds_count{model=\"others\"} 1\n"), METRICS::text);
  }
}
