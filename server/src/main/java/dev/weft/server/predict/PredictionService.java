package dev.weft.server.predict;

import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.model.ServedModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Predictions for other programs: image files to {@code /predict}, TensorFlow Serving's REST API, the Open Inference
 * Protocol, and their description at {@code /openapi.json}.
 */
public final class PredictionService {
  private static final String DESCRIPTION = "openapi.json";

  private final Predictions predictions;

  /**
   * @param work where each prediction waits for its turn
   * @param metrics what gets the figures of predictions
   */
  public PredictionService(ServedModels models, WorkQueue work, Metrics metrics) {
    predictions = new Predictions(models, work, metrics);
  }

  /** Adds all paths of the services. */
  public void addTo(Routes routes) {
    new ImagePredictions(predictions).addTo(routes);
    new TensorFlowServing(predictions).addTo(routes);
    new InferenceProtocol(predictions).addTo(routes);
    byte[] description = description();
    routes.get("/openapi.json", request -> Response.of(200, "application/json", description));
  }

  private static byte[] description() {
    try (InputStream in = PredictionService.class.getResourceAsStream(DESCRIPTION)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
