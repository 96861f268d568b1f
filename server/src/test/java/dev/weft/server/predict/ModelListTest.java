package dev.weft.server.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Sha256;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.model.ServedModels;
import dev.weft.server.model.TinyModels;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which networks a server says that it has. */
class ModelListTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private ServedModels models;
  private Server server;

  private void serve(List<String> places) throws Exception {
    serve(places, false);
  }

  private void serve(List<String> places, boolean asksToken) throws Exception {
    models = ServedModels.open(places, "none.db", sentence -> {});
    Routes routes = new Routes();
    new ModelList(models, asksToken).addTo(routes);
    server = Server.start(new InetSocketAddress("127.0.0.1", 0), routes);
    models.awaitReady();
  }

  @AfterEach
  void stop() {
    server.close();
    models.close();
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path)).build();
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return response.body();
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private static void assertHas(String page, String part) {
    assertTrue(page.contains(part), () -> part + " is not in " + page.substring(page.indexOf("<main")));
  }

  @Test
  void thePageHasWhatIsKnownOfANetworkAndHowToAskIt() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    serve(List.of(folder.toString()));
    String page = get("/models").replace('\u00a0', ' ');
    assertHas(page, "<h2 id=\"network-0\">pets</h2>");
    assertHas(page, "8×8 pixels, grey");
    assertHas(page, "3: cat, dog, owl");
    assertHas(page, Sha256.of(file).substring(0, 8) + "</code>");
    assertHas(page, "<td>pets.keras</td>");
    assertHas(page, "<code>curl --data-binary @image.png " + address() + "/predict/pets</code>");
    assertHas(page, "href=\"/v1/models/pets\"");
    assertHas(page, "href=\"/v2/models/pets\"");
    assertFalse(page.contains(folder.toString()), "the folder is nobody's business");
  }

  @Test
  void whereTheServerAsksForItsTokenTheCommandShowsIt() throws Exception {
    TinyModels.write(folder.resolve("pets.keras"), 1);
    serve(List.of(folder.toString()), true);
    assertHas(get("/models").replace("&#39;", "'"), "-H 'Authorization: Bearer TOKEN' " + address());
  }

  @Test
  void aNameWithBlanksAndUmlautsIsEncodedInItsAddress() throws Exception {
    TinyModels.write(folder.resolve("drei Töne.keras"), 1);
    serve(List.of(folder.toString()));
    assertHas(get("/models"), address() + "/predict/drei%20T%C3%B6ne");
  }

  @Test
  void thePageSaysWhyAFileDoesNotServe() throws Exception {
    Files.writeString(folder.resolve("bad.keras"), "no network");
    serve(List.of(folder.toString()));
    String page = get("/models").replace('\u00a0', ' ');
    assertHas(page, "bad.keras: it is no model file; give one that Keras or Weft saved");
    assertFalse(page.contains("/predict/bad"), "it cannot be asked");
    assertFalse(page.contains(folder.toString()), "the folder is nobody's business");
  }

  @Test
  void whereNoneIsServedThePageSaysHowToServeSome() throws Exception {
    serve(List.of());
    String page = get("/models").replace('\u00a0', ' ');
    assertHas(page, "No network is served; start the server with <code>weft serve --models runs</code>.");
    assertEquals("{\"models\":[]}", get("/v1/models"));
  }

  @Test
  void programsListTheNetworksAndTheirVersions() throws Exception {
    Path first = TinyModels.write(Files.createDirectories(folder.resolve("pets/1")).resolve("a.keras"), 1);
    Path second = TinyModels.write(Files.createDirectories(folder.resolve("pets/2")).resolve("b.keras"), 2);
    Files.writeString(folder.resolve("bad.keras"), "no network");
    serve(List.of(folder.toString()));
    JsonNode list = JsonMapper.shared().readTree(get("/v1/models")).at("/models");
    assertEquals(2, list.size());
    assertEquals("bad", list.at("/0/name").asString());
    assertEquals(0, list.at("/0/versions").size());
    assertEquals("pets", list.at("/1/name").asString());
    assertVersion(2, second, list.at("/1/versions/0"));
    assertVersion(1, first, list.at("/1/versions/1"));
  }

  private static void assertVersion(long number, Path file, JsonNode version) {
    assertEquals(number, version.at("/version").asLong());
    assertEquals(Sha256.of(file), version.at("/sha256").asString());
    assertEquals(file.getFileName().toString(), version.at("/file").asString());
    assertFalse(Instant.parse(version.at("/since").asString()).isAfter(Instant.now()));
  }
}
