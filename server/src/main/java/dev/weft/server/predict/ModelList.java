package dev.weft.server.predict;

import dev.weft.page.Numbers;
import dev.weft.page.live.ModelsPage;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.model.ModelVersion;
import dev.weft.server.model.ServedModel;
import dev.weft.server.model.ServedModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which networks are served: a page for people, JSON for programs. */
public final class ModelList {
  private final ServedModels models;
  private final boolean asksToken;

  /**
   * @param asksToken whether a request must show the server's token
   */
  public ModelList(ServedModels models, boolean asksToken) {
    this.models = models;
    this.asksToken = asksToken;
  }

  public void addTo(Routes routes) {
    routes.get("/models", request -> Response.html(page(request).served()));
    routes.get("/v1/models", request -> Response.json(list()));
  }

  private ModelsPage page(Request request) {
    boolean isReady = models.isReady(); // first, so that none is missing where all are ready
    return new ModelsPage(models.all().stream().map(this::network).toList(), request.address(), isReady, asksToken);
  }

  private ModelsPage.Network network(ServedModel model) {
    List<String> problems = List.copyOf(model.problems().values());
    List<ModelVersion> versions = model.versions();
    if (versions.isEmpty()) {
      return new ModelsPage.Network(model.name(), List.of(), List.of(), List.of(), problems);
    }
    return models.ask(
        model.name(),
        OptionalLong.empty(),
        latest ->
            new ModelsPage.Network(
                model.name(),
                latest.classifier().image().sizes(),
                latest.classifier().classNames(),
                versions.stream().map(ModelList::version).toList(),
                problems));
  }

  private static ModelsPage.Version version(ModelVersion version) {
    return new ModelsPage.Version(
        version.number(), Numbers.minute(version.loaded()), version.sha256(), fileName(version));
  }

  private static String fileName(ModelVersion version) {
    return version.file().getFileName().toString();
  }

  private Map<String, Object> list() {
    return Map.of("models", models.all().stream().map(ModelList::listed).toList());
  }

  private static Map<String, Object> listed(ServedModel model) {
    Map<String, Object> listed = new LinkedHashMap<>();
    listed.put("name", model.name());
    listed.put("versions", model.versions().stream().map(ModelList::listed).toList());
    return listed;
  }

  private static Map<String, Object> listed(ModelVersion version) {
    Map<String, Object> listed = new LinkedHashMap<>();
    listed.put("version", version.number());
    listed.put("since", version.loaded().toString());
    listed.put("sha256", version.sha256());
    listed.put("file", fileName(version));
    return listed;
  }
}
