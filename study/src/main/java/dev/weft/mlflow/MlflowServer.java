package dev.weft.mlflow;

import dev.weft.WeftException;
import dev.weft.keras.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A server of MLflow.
 *
 * <p>Its requests: <a href="https://mlflow.org/docs/latest/rest-api.html">MLflow REST API</a>; files go through the
 * server where it keeps them itself ({@code mlflow-artifacts:}).
 */
final class MlflowServer implements MlflowStore {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration UPLOAD = Duration.ofMinutes(5);

  // what one request may have at most
  private static final int MOST_METRICS = 800;
  private static final int MOST_PARAMETERS = 50; // of 6000 characters each, and in all at most a megabyte
  private static final int MOST_TAGS = 50;

  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final int NOT_FOUND = 404;
  private static final int MOST_ANSWER = 16 << 20; // bytes

  private final Duration patience;
  private final String base;
  private final Optional<String> authorization;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * @throws IllegalArgumentException if there is no host in the address
   */
  MlflowServer(URI uri, Map<String, String> environment) {
    this(uri, environment, Duration.ofSeconds(15));
  }

  /**
   * @param patience for an answer, but not for that to a file
   */
  MlflowServer(URI uri, Map<String, String> environment, Duration patience) {
    this.patience = patience;
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("a server needs a host.");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    base = uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath().replaceFirst("/+$", "");
    authorization = authorization(uri, environment);
  }

  private static Optional<String> authorization(URI uri, Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    if (uri.getUserInfo() != null || !user.isEmpty()) {
      String pair = uri.getUserInfo() != null ? uri.getUserInfo() : both;
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
  }

  @Override
  public String place() {
    return base;
  }

  @Override
  public String experiment(String name) {
    String asked = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpResponse<String> answer = send(request(API + asked, patience).GET());
    if (answer.statusCode() == NOT_FOUND) {
      return text(post("experiments/create", Map.of("name", name)), "experiment_id");
    }
    Map<?, ?> experiment = map(read(answer).get("experiment"));
    if ("deleted".equals(experiment.get("lifecycle_stage"))) {
      throw new WeftException(
          "the experiment '%s' is deleted there; restore it, or name another one by MLFLOW_EXPERIMENT_NAME."
              .formatted(name));
    }
    return text(experiment, "experiment_id");
  }

  @Override
  public Optional<MlflowRun> find(String experiment, String tag, String value) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("experiment_ids", List.of(experiment));
    query.put("filter", "tags.`%s` = '%s'".formatted(MlflowNames.name(tag), value.replace("'", "\\'")));
    query.put("max_results", 1);
    List<?> runs = list(post("runs/search", query).get("runs"));
    return runs.isEmpty() ? Optional.empty() : Optional.of(run(map(runs.getFirst())));
  }

  private static MlflowRun run(Map<?, ?> run) {
    Map<?, ?> info = map(run.get("info"));
    Map<?, ?> data = map(run.get("data"));
    Map<String, Long> steps = new HashMap<>();
    for (Object metric : list(data.get("metrics"))) {
      Object step = map(metric).get("step"); // whole numbers of 64 bits are texts in some answers
      steps.put(text(map(metric), "key"), step == null ? 0 : Long.parseLong(step.toString()));
    }
    Set<String> parameters = new HashSet<>();
    list(data.get("params")).forEach(parameter -> parameters.add(text(map(parameter), "key")));
    Object artifacts = info.get("artifact_uri");
    return new MlflowRun(
        text(info, "experiment_id"),
        text(info, "run_id"),
        artifacts == null ? "" : artifacts.toString(),
        steps,
        parameters);
  }

  @Override
  public MlflowRun create(String experiment, String name, String user, Instant begun, Map<String, String> tags) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("experiment_id", experiment);
    wanted.put("user_id", user);
    wanted.put("run_name", name);
    wanted.put("start_time", begun.toEpochMilli());
    wanted.put("tags", pairs(MlflowNames.tags(tags)));
    return run(map(post("runs/create", wanted).get("run")));
  }

  private static List<Map<String, Object>> pairs(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> Map.<String, Object>of("key", text.getKey(), "value", text.getValue()))
        .toList();
  }

  @Override
  public void log(MlflowRun run, List<MlflowMetric> metrics, Map<String, String> parameters, Map<String, String> tags) {
    List<Map<String, Object>> numbers = metrics.stream().map(MlflowServer::metric).toList();
    log(run, "tags", pairs(MlflowNames.tags(tags)), MOST_TAGS);
    log(run, "params", pairs(MlflowNames.parameters(parameters)), MOST_PARAMETERS);
    log(run, "metrics", numbers, MOST_METRICS);
  }

  private static Map<String, Object> metric(MlflowMetric metric) {
    Map<String, Object> map = new LinkedHashMap<>();
    double value = metric.value();
    map.put("key", metric.name());
    map.put(
        "value", Double.isFinite(value) ? value : Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    map.put("timestamp", metric.moment().toEpochMilli());
    map.put("step", metric.step());
    return map;
  }

  private void log(MlflowRun run, String what, List<Map<String, Object>> all, int most) {
    for (int from = 0; from < all.size(); from += most) {
      List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + most));
      Map<String, Object> batch = new LinkedHashMap<>();
      batch.put("run_id", run.id());
      batch.put(what, some);
      post("runs/log-batch", batch);
    }
  }

  @Override
  public void update(MlflowRun run, MlflowStatus status, Optional<Instant> ended) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("run_id", run.id());
    wanted.put("status", status.name());
    ended.ifPresent(moment -> wanted.put("end_time", moment.toEpochMilli()));
    post("runs/update", wanted);
  }

  @Override
  public void artifact(MlflowRun run, String path, Path file) {
    if (!run.artifacts().startsWith("mlflow-artifacts:")) {
      throw new WeftException(
          "files go only to a server that keeps them itself; this one says %s; start it with --serve-artifacts."
              .formatted(run.artifacts().isEmpty() ? "nothing of them" : run.artifacts()));
    }
    String root = URI.create(run.artifacts()).getRawPath();
    String encoded =
        Arrays.stream(path.split("/"))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    try {
      BodyPublisher body = BodyPublishers.ofFile(file);
      String at = FILES + root.replaceFirst("^/+", "") + "/" + encoded;
      require(send(request(at, UPLOAD).header("Content-Type", "application/octet-stream").PUT(body)));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  // ---- requests

  private HttpRequest.Builder request(String path, Duration longest) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(longest);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private Map<String, Object> post(String what, Map<String, Object> body) {
    String json = Json.line(body);
    return read(
        send(
            request(API + what, patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))));
  }

  /** A request's own timeout ends where an answer begins; here the answer must be whole by then. */
  private HttpResponse<String> send(HttpRequest.Builder building) {
    HttpRequest request = building.build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_ANSWER));
    try {
      return answer.get(request.timeout().orElseThrow().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new WeftException("%s does not answer: %s.".formatted(base, reason(e.getCause())), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new WeftException(base + " does not answer: request timed out.", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new WeftException(base + " was not waited for.", e);
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof IOException e && e.getMessage() != null ? WeftException.reason(e) : "there is no server";
  }

  private Map<String, Object> read(HttpResponse<String> answer) {
    require(answer);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    return body.length == 0 ? Map.of() : Json.read(body, "what " + base + " answers");
  }

  private void require(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new WeftException(
          String.format(
              Locale.ROOT, "%s refuses (status %d)%s.", base, answer.statusCode(), serverMessage(answer.body())));
    }
  }

  /** The server's own words, if it has any. */
  private static String serverMessage(String body) {
    try {
      Object message = Json.read(body.getBytes(StandardCharsets.UTF_8), "an answer").get("message");
      return message == null ? "" : ": " + message.toString().lines().findFirst().orElse("").replaceFirst("\\.$", "");
    } catch (WeftException e) {
      return "";
    }
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }

  private static String text(Map<?, ?> map, String name) {
    if (map.get(name) == null) {
      throw new WeftException("a server of MLflow says '%s' of what it has; this one does not.".formatted(name));
    }
    return map.get(name).toString();
  }
}
