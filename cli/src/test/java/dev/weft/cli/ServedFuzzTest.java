package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mutants of requests for predictions are answered, or refused in one clean sentence: 20 of each door, in the profile
 * {@code thorough} 50, by {@code -Dweft.fuzz=N} as many as one likes. Mutant {@code n} is the same in every run.
 */
class ServedFuzzTest {
  private static final int MUTANTS = Integer.getInteger("weft.fuzz", Boolean.getBoolean("weft.thorough") ? 50 : 20);
  private static final int MOST_SHOWN = 8;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static Serving server;

  /**
   * Where requests are posted.
   *
   * @param bodies that are answered with 200
   * @param text whether they are text
   */
  private record Door(String path, String type, boolean text, List<byte[]> bodies) {
    @Override
    public String toString() {
      return path + " " + type;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = Serving.of(folder, "digits=" + fixture("digits.keras"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Path fixture(String name) {
    try {
      return Path.of(ServedFuzzTest.class.getResource("/cases/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Door> doors() throws IOException {
    List<byte[]> images = new ArrayList<>();
    for (String name : List.of("base.png", "upright.jpg", "image.webp")) {
      images.add(Files.readAllBytes(fixture(name)));
    }
    List<byte[]> instances = List.of(text("{\"instances\": [%s]}", zeros()), base64("instances", images.getFirst()));
    List<byte[]> inputs = List.of(text("{\"inputs\": [%s]}", zeros()), base64("inputs", images.getFirst()));
    return List.of(
        new Door("/predict", "image/png", false, images),
        new Door("/predict/digits?top=2", "multipart/form-data; boundary=part", false, List.of(form(images))),
        new Door("/draw/digits/classify", "image/png", false, images),
        new Door("/draw/digits/occlusion", "image/png", false, images.subList(0, 1)),
        new Door("/v1/models/digits:predict", "application/json", true, instances),
        new Door("/v1/models/digits/versions/1:predict", "application/json", true, inputs),
        new Door("/v2/models/digits/infer", "application/json", true, List.of(tensor("FP32"), tensor("UINT8"))));
  }

  private static byte[] text(String format, Object value) {
    return format.formatted(value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] base64(String key, byte[] image) {
    return text("{\"" + key + "\": [{\"b64\": \"%s\"}]}", Base64.getEncoder().encodeToString(image));
  }

  /** (28, 28, 1), nested. */
  private static String zeros() {
    List<?> row = Collections.nCopies(28, List.of(0));
    return Collections.nCopies(28, row).toString();
  }

  private static byte[] tensor(String datatype) {
    String name = "{\"inputs\": [{\"name\": \"input_layer_1\", \"shape\": [1, 28, 28, 1], \"datatype\": \"" + datatype;
    return text(name + "\", \"data\": %s}]}", Collections.nCopies(784, 0));
  }

  private static byte[] form(List<byte[]> images) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (byte[] image : images) {
      form.writeBytes(
          text("--part\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\n\r\n", "image"));
      form.writeBytes(image);
      form.writeBytes(text("%s", "\r\n"));
    }
    form.writeBytes(text("%s", "--part--\r\n"));
    return form.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void aMutantIsAnsweredOrRefusedInOneSentence(Door door) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (byte[] body : door.bodies) {
      HttpResponse<String> good = server.post(door.path, body, door.type);
      assertEquals(200, good.statusCode(), good.body());
    }
    for (int n = 0; n < MUTANTS && wrong.size() < MOST_SHOWN; n++) {
      byte[] body = door.bodies.get(n % door.bodies.size());
      HttpResponse<String> response =
          server.post(door.path, Mutation.of(body, door.bodies, door.text, new Random(n)), door.type);
      if (!isClean(response)) {
        wrong.add("mutant " + n + ": " + response.statusCode() + " " + response.body());
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertEquals(List.of(), server.log().stream().skip(1).toList(), "faults were written");
  }

  private static boolean isClean(HttpResponse<String> response) {
    try {
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() == 200 || answer.has("predictions")) {
        return response.statusCode() == 200 || response.statusCode() == 422;
      }
      String sentence = answer.at("/error").asString();
      return response.statusCode() / 100 == 4
          && sentence.matches("[\\P{C}\u200c\u200d]+[.?]")
          && !sentence.contains("Exception");
    } catch (JacksonException e) {
      return false;
    }
  }
}
