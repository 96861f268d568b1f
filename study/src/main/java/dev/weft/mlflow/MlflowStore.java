package dev.weft.mlflow;

import dev.weft.WeftException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where MLflow keeps runs: a folder, or a server. Names and texts are made such as MLflow takes them. Every method may
 * throw a {@link WeftException}: the folder cannot be written, the server is away or refuses.
 */
public sealed interface MlflowStore permits MlflowFiles, MlflowServer {
  /**
   * A store that is named as MLflow names it, which is opened when it is used.
   *
   * @param uri {@code http://HOST:PORT} or {@code https:}, {@code file:FOLDER}, or a folder
   * @param environment has {@code MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and {@code
   *     MLFLOW_TRACKING_PASSWORD}, where a server asks for them
   * @throws WeftException if it is of another kind
   */
  static MlflowStore at(String uri, Map<String, String> environment) {
    try {
      if (uri.matches("https?://.+")) {
        return new MlflowServer(URI.create(uri), environment);
      }
      if (uri.startsWith("file:")) {
        return new MlflowFiles(Path.of(URI.create(uri).getSchemeSpecificPart().replaceFirst("^//+", "/")));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(uri);
    }
    if (uri.isBlank() || uri.matches("[A-Za-z][A-Za-z0-9+-]+:.*")) {
      throw wrong(uri);
    }
    return new MlflowFiles(Path.of(uri));
  }

  private static WeftException wrong(String uri) {
    return new WeftException(
        "MLflow's store must be a folder, file:FOLDER, or a server's http://HOST:PORT; received '%s'; of a database,"
                .formatted(withoutPassword(uri))
            + " start 'mlflow server' and name that.");
  }

  /** A store's name as others may see it: without the user and the password, which stand before the host. */
  static String withoutPassword(String uri) {
    return uri.replaceFirst("(?is)^(?!file:)([a-z][a-z0-9+.-]*://).*@", "$1");
  }

  /** Where it is, without a password. */
  String place();

  /** The id of an experiment, which is made where there is none of this name. */
  String experiment(String name);

  /** The run of an experiment that has a tag with this value. */
  Optional<MlflowRun> find(String experiment, String tag, String value);

  /** Makes a run that goes on. */
  MlflowRun create(String experiment, String name, String user, Instant begun, Map<String, String> tags);

  /** Adds to a run, first tags, which take the place of earlier ones, then parameters, then metrics. */
  void log(MlflowRun run, List<MlflowMetric> metrics, Map<String, String> parameters, Map<String, String> tags);

  /**
   * Says how a run is.
   *
   * @param ended empty while it goes on
   */
  void update(MlflowRun run, MlflowStatus status, Optional<Instant> ended);

  /**
   * Keeps a file with a run, or in the place of an earlier one of this path.
   *
   * @param path with slashes, such as {@code charts/curves.png}
   */
  void artifact(MlflowRun run, String path, Path file);
}
