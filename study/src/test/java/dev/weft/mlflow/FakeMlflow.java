package dev.weft.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.keras.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers what MLflow's answers, with its limits, and keeps what it gets. */
public final class FakeMlflow implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";

  /** A run as it was written. */
  public static final class Run {
    public final Map<String, String> tags = new LinkedHashMap<>();
    public final Map<String, String> parameters = new LinkedHashMap<>();

    /** Each as {@code KEY STEP VALUE}. */
    public final List<String> metrics = new ArrayList<>();

    public final List<String> states = new ArrayList<>();
  }

  public final Map<String, Run> runs = new LinkedHashMap<>();
  public final Map<String, Integer> files = new ConcurrentHashMap<>();
  public final Map<String, String> experiments = new LinkedHashMap<>();
  public final List<String> authorizations = new ArrayList<>();

  /** Answers with this status, where it is not 0. */
  public volatile int failing;

  private final HttpServer server;

  public FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String uri() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    int status = 200;
    Map<String, Object> answer = Map.of();
    if (failing != 0) {
      status = failing;
      answer = Map.of("error_code", "INTERNAL_ERROR", "message", "the disk is full.");
    } else if (path.startsWith(FILES) && exchange.getRequestMethod().equals("PUT")) {
      files.put(path.substring(FILES.length()), body.length);
    } else if (path.startsWith(API)) {
      Map<String, Object> asked = body.length == 0 ? Map.of() : Json.read(body, "a request");
      try {
        answer = answer(path.substring(API.length()), asked, exchange.getRequestURI().getQuery());
      } catch (IllegalArgumentException e) {
        status = e.getMessage().equals("none") ? 404 : 400;
        answer = Map.of("message", e.getMessage());
      }
    }
    byte[] bytes = Json.line(answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Map<String, Object> answer(String what, Map<String, Object> asked, String query) {
    return switch (what) {
      case "experiments/get-by-name" -> {
        String id = experiments.get(query.substring(query.indexOf('=') + 1));
        if (id == null) {
          throw new IllegalArgumentException("none");
        }
        yield Map.of("experiment", Map.of("experiment_id", id, "lifecycle_stage", "active"));
      }
      case "experiments/create" -> {
        experiments.put((String) asked.get("name"), String.valueOf(experiments.size() + 1));
        yield Map.of("experiment_id", String.valueOf(experiments.size()));
      }
      case "runs/search" -> Map.of("runs", found((String) asked.get("filter")));
      case "runs/create" -> {
        String id = "run" + runs.size();
        runs.put(id, new Run());
        put(asked.get("tags"), runs.get(id).tags);
        yield Map.of("run", described(id));
      }
      case "runs/log-batch" -> {
        log(runs.get((String) asked.get("run_id")), asked);
        yield Map.of();
      }
      case "runs/update" -> {
        runs.get((String) asked.get("run_id")).states.add((String) asked.get("status"));
        yield Map.of("run_info", Map.of());
      }
      default -> throw new IllegalArgumentException("no route " + what);
    };
  }

  private List<Map<String, Object>> found(String filter) {
    String[] parts = filter.replaceAll("^tags\\.`|'$", "").split("` = '");
    return runs.entrySet().stream()
        .filter(run -> parts[1].equals(run.getValue().tags.get(parts[0])))
        .map(run -> described(run.getKey()))
        .toList();
  }

  /** MLflow writes whole numbers of 64 bits as numbers or as texts. */
  private Map<String, Object> described(String id) {
    Run run = runs.get(id);
    Map<String, Object> steps = new LinkedHashMap<>();
    run.metrics.forEach(metric -> steps.put(metric.split(" ")[0], metric.split(" ")[1]));
    List<Map<String, Object>> metrics = new ArrayList<>();
    steps.forEach((key, step) -> metrics.add(Map.of("key", key, "step", step)));
    List<Map<String, Object>> parameters = new ArrayList<>();
    run.parameters.forEach((key, value) -> parameters.add(Map.of("key", key, "value", value)));
    return Map.of(
        "info", Map.of("run_id", id, "experiment_id", "1", "artifact_uri", "mlflow-artifacts:/1/" + id + "/artifacts"),
        "data", Map.of("metrics", metrics, "params", parameters));
  }

  private static void log(Run run, Map<String, Object> batch) {
    require(batch, "metrics", 1000);
    require(batch, "params", 100);
    require(batch, "tags", 100);
    put(batch.get("params"), run.parameters);
    put(batch.get("tags"), run.tags);
    for (Object metric : list(batch.get("metrics"))) {
      Map<?, ?> map = (Map<?, ?>) metric;
      run.metrics.add(map.get("key") + " " + map.get("step") + " " + map.get("value"));
    }
  }

  private static void require(Map<String, Object> batch, String what, int most) {
    if (list(batch.get(what)).size() > most) {
      throw new IllegalArgumentException("too many " + what);
    }
  }

  private static void put(Object pairs, Map<String, String> into) {
    for (Object pair : list(pairs)) {
      Map<?, ?> map = (Map<?, ?>) pair;
      String key = (String) map.get("key");
      String value = (String) map.get("value");
      if (!key.matches("(?U)[/\\w.\\- ]{1,250}") || value.length() > 6000) {
        throw new IllegalArgumentException("wrong name " + key);
      }
      into.put(key, value);
    }
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
