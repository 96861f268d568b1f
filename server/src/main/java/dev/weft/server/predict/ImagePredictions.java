package dev.weft.server.predict;

import dev.weft.classifier.Classification;
import dev.weft.classifier.ClassificationJson;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.TrainedModel;
import dev.weft.image.PreparedImage;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.model.ModelVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Image files in, classes by name out, with probabilities as {@code weft predict} gives them. */
final class ImagePredictions {
  private final Predictions predictions;

  ImagePredictions(Predictions predictions) {
    this.predictions = predictions;
  }

  void addTo(Routes routes) {
    routes.ask("/predict", request -> predict(request, predictions.models().only().name()));
    routes.ask("/predict/{name}", request -> predict(request, request.variable("name")));
  }

  private Response predict(Request request, String name) throws IOException {
    PredictionQuery query = PredictionQuery.of(request.query());
    String type = request.header("Content-Type").orElse("");
    byte[] body = request.body();
    if (!Multipart.is(type)) {
      return predictions.ask(name, query.version(), version -> one(name, version, query, body));
    }
    List<Multipart.File> files = Multipart.files(type, body);
    RequestLimits.requireFewPixels(files.stream().map(Multipart.File::content).toList());
    return predictions.ask(name, query.version(), version -> several(name, version, query, files));
  }

  private static Predictions.Answer one(String name, ModelVersion version, PredictionQuery query, byte[] body) {
    Classifier classifier = query.of(version.classifier());
    PreparedImage image = Predictions.prepared(classifier, body);
    Map<String, Object> answer = head(name, version, classifier);
    answer.putAll(json(classifier, classifier.classifyPrepared(List.of(image)).getFirst(), query.top()));
    return new Predictions.Answer(Response.json(answer), 1);
  }

  /** All images are predicted together; one that cannot be read does not stop the others. */
  private static Predictions.Answer several(
      String name, ModelVersion version, PredictionQuery query, List<Multipart.File> files) {
    Classifier classifier = query.of(version.classifier());
    List<Map<String, Object>> all = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<PreparedImage> images = new ArrayList<>();
    for (Multipart.File file : files) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("image", file.name());
      try {
        images.add(Predictions.prepared(classifier, file.content()));
        places.add(all.size());
      } catch (Refusal refusal) {
        each.put("error", refusal.getMessage());
      }
      all.add(each);
    }
    List<Classification> classified = images.isEmpty() ? List.of() : classifier.classifyPrepared(images);
    for (int i = 0; i < classified.size(); i++) {
      all.get(places.get(i)).putAll(json(classifier, classified.get(i), query.top()));
    }
    Map<String, Object> answer = head(name, version, classifier);
    answer.put("predictions", all);
    return new Predictions.Answer(Response.json(images.isEmpty() ? 422 : 200, answer), images.size());
  }

  private static Map<String, Object> head(String name, ModelVersion version, Classifier classifier) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("model", name);
    head.put("version", version.number());
    if (!classifier.trained().notes().isEmpty()) {
      head.put("model_notes", classifier.trained().notes());
    }
    return head;
  }

  private static Map<String, Object> json(Classifier classifier, Classification image, int top) {
    TrainedModel model = classifier.trained();
    Map<String, Object> json = ClassificationJson.of(model, image);
    json.put("labels", image.labels().stream().limit(top).map(label -> ClassificationJson.of(model, label)).toList());
    if (!image.remarks().isEmpty()) {
      json.put("notes", image.remarks().stream().map(PredictionQuery::named).toList());
    }
    return json;
  }
}
