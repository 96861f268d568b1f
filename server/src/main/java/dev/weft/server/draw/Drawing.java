package dev.weft.server.draw;

import dev.weft.WeftException;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classification.Label;
import dev.weft.classifier.Classifier;
import dev.weft.explain.NearImage;
import dev.weft.image.TooManyPixels;
import dev.weft.model.Shape;
import dev.weft.page.draw.DrawPage;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.model.ModelVersion;
import dev.weft.server.model.ServedModel;
import dev.weft.server.model.ServedModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * The page on which one draws, or gives images, and what networks answer there: their predictions at once, why they
 * predict so where a person waits a moment.
 */
public final class Drawing implements AutoCloseable {
  private static final int MOST_WAITING = 8;
  private static final long MOST_WAIT_MILLIS = 30_000;

  /** Networks with explanations: the embeddings of one may take 512 MB. */
  private static final int MOST_EXPLAINED = 4;

  private final ServedModels models;
  private final Path dataDir;
  private final WorkQueue work;
  private final WorkQueue explaining = new WorkQueue(1, MOST_WAITING, MOST_WAIT_MILLIS);
  private final LinkedHashMap<String, Explained> explained = new LinkedHashMap<>(); // the last asked for comes last

  /** Explanations of one version of a network; a newer version has others. */
  private record Explained(String sha256, Explanations explanations) {}

  /**
   * @param dataDir the folder that holds named data sets, or null
   * @param work where predictions wait for their turn; explanations, which take longer, do not keep them waiting
   */
  public Drawing(ServedModels models, Path dataDir, WorkQueue work) {
    this.models = models;
    this.dataDir = dataDir;
    this.work = work;
  }

  public void addTo(Routes routes) {
    routes.get("/draw", request -> Response.html(page().served()));
    routes.ask("/draw/{network}/classify", request -> answer(request, work, this::classified));
    routes.ask("/draw/{network}/occlusion", request -> answer(request, explaining, this::occlusion));
    routes.ask("/draw/{network}/nearest", request -> answer(request, explaining, this::nearest));
  }

  private DrawPage page() {
    return new DrawPage(
        models.all().stream()
            .filter(model -> !model.versions().isEmpty())
            .map(ServedModel::name)
            .map(name -> models.ask(name, OptionalLong.empty(), version -> network(name, version.classifier())))
            .toList(),
        models.isReady());
  }

  private static DrawPage.Network network(String name, Classifier classifier) {
    return new DrawPage.Network(name, classifier.classNames(), classifier.trained().isLightOnDark());
  }

  /** What a network makes of the image in a request's body. */
  private record Asked(Request request, ModelVersion version, Classification found) {
    Shape shape() {
      return version.classifier().image();
    }
  }

  private Response answer(Request request, WorkQueue queue, BiFunction<String, Asked, Map<String, Object>> make)
      throws IOException {
    byte[] image = request.body();
    String name = request.variable("network");
    return Response.json(
        queue.run(() ->
            models.ask(
                name,
                OptionalLong.empty(),
                version ->
                    make.apply(name, new Asked(request, version, classification(version.classifier(), image))))));
  }

  private static Classification classification(Classifier classifier, byte[] image) {
    try {
      return classifier.classify(image);
    } catch (WeftException e) {
      throw new Refusal(e instanceof TooManyPixels ? 413 : 422, "The image cannot be read: " + e.getMessage());
    }
  }

  private Map<String, Object> classified(String name, Asked asked) {
    Classification found = asked.found;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("labels", found.labels());
    answer.put("scores", found.areScores());
    answer.put("set", found.set().stream().map(Label::name).toList());
    answer.put("unsure", found.isUnsure());
    answer.put("unlike", found.isUnlike());
    answer.put("doubt", found.doubt(found.set().stream().map(Label::name).toList()));
    answer.put("notes", found.notes());
    if (!"no".equals(asked.request.query().get("seen"))) {
      answer.put("seen", ShownImage.of(found.seen(), asked.shape()));
    }
    return answer;
  }

  private synchronized Map<String, Object> occlusion(String name, Asked asked) {
    Label best = asked.found.best();
    return Map.of(
        "name", best.name(), "map", explanations(name, asked.version).occlusion(asked.found.seen(), best.index()));
  }

  private synchronized Map<String, Object> nearest(String name, Asked asked) {
    return switch (explanations(name, asked.version).neighbours().state()) {
      case Neighbours.Ready ready -> Map.of("nearest", nearest(asked, ready.nearest().to(asked.found.seen())));
      case Neighbours.Missing missing -> Map.of("missing", missing.reason());
      case Neighbours.Preparing preparing -> Map.of("preparing", preparing.words());
    };
  }

  private static List<Map<String, Object>> nearest(Asked asked, List<NearImage> nearest) {
    List<String> classes = asked.version.classifier().classNames();
    return nearest.stream()
        .map(near -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("name", near.called());
          answer.put("label", classes.get(near.label()));
          answer.put("predicted", classes.get(near.predicted()));
          answer.put("distance", near.distanceInWords());
          answer.put("image", ShownImage.of(near.pixels(), asked.shape()));
          return answer;
        })
        .toList();
  }

  /** Those of the version that answers now; those of an earlier one, and of networks long not asked, are closed. */
  private Explanations explanations(String name, ModelVersion version) {
    Explained known = explained.remove(name);
    if (known != null && !known.sha256.equals(version.sha256())) {
      known.explanations.close();
      known = null;
    }
    if (known == null) {
      known = new Explained(version.sha256(), explanationsOf(version));
    }
    explained.putLast(name, known);
    if (explained.size() > MOST_EXPLAINED) {
      explained.pollFirstEntry().getValue().explanations.close();
    }
    return known.explanations;
  }

  private Explanations explanationsOf(ModelVersion version) {
    Classifier classifier = version.classifier();
    Neighbours neighbours =
        new Neighbours(
            () ->
                TrainingImages.of(
                    version.file(),
                    classifier.trained().dataset(),
                    classifier.classNames(),
                    dataDir,
                    classifier.image().elements()),
            classifier.model());
    return new Explanations(classifier.model(), classifier.image(), neighbours);
  }

  @Override
  public synchronized void close() {
    explained.values().forEach(each -> each.explanations.close());
    explained.clear();
  }
}
