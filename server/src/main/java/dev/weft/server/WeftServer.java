package dev.weft.server;

import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.server.classroom.Classroom;
import dev.weft.server.draw.Drawing;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.live.LivePages;
import dev.weft.server.live.OwnProgram;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.metrics.ProcessMetrics;
import dev.weft.server.model.ServedModels;
import dev.weft.server.predict.ModelList;
import dev.weft.server.predict.PredictionService;
import dev.weft.server.teach.Teach;
import dev.weft.store.NewRun;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that {@code weft serve} serves, wired together. */
public final class WeftServer implements AutoCloseable {
  /** So many wait for a core that answers one of them in 50 ms, and none longer than a client waits. */
  private static final int MOST_WAITING = 128;

  private static final long MOST_WAIT_MILLIS = 10_000;

  /** Beside all other runs. */
  private static final Path LESSONS = Path.of("runs", "taught");

  private final Server server;
  private final List<Runnable> ends;

  /**
   * @param ends what ends each part, in their order
   */
  private WeftServer(Server server, List<Runnable> ends) {
    this.server = server;
    this.ends = ends;
  }

  /**
   * Starts to listen.
   *
   * @param log takes a line for each network that begins to serve or cannot be read, and for each answer that an
   *     unexpected exception prevented
   * @throws IOException if the port is taken, or the address is not this machine's
   * @throws WeftException if there is no such network
   */
  public static WeftServer start(Settings settings, Consumer<String> log) throws IOException {
    Server.requireFree(settings.address());
    Metrics metrics = new Metrics();
    ProcessMetrics.addTo(metrics);
    WorkQueue work = new WorkQueue(processors(), MOST_WAITING, MOST_WAIT_MILLIS);
    metrics.gauge("weft_work_running_or_waiting", "Predictions and other heavy work, running or waiting.", work::size);
    metrics.gauge("weft_work_waiting", "Heavy work that waits for its turn.", work::waiting);
    Routes routes = new Routes();
    List<Runnable> ends = new ArrayList<>();
    try {
      addParts(routes, settings, work, metrics, log, ends);
      return new WeftServer(
          Server.start(settings.address(), routes, settings.access(), settings.limits(), metrics, log), ends);
    } catch (IOException | RuntimeException e) {
      ends.reversed().forEach(Runnable::run);
      throw e;
    }
  }

  private static void addParts(
      Routes routes, Settings settings, WorkQueue work, Metrics metrics, Consumer<String> log, List<Runnable> ends) {
    ServedModels models = ServedModels.open(settings.models(), settings.store(), log);
    ends.add(models::close);
    models.addTo(metrics);
    RunStore runs = RunStore.open(settings.store());
    ends.add(runs::close);
    new LivePages(runs, settings.store(), settings.dataDir(), OwnProgram.command()).addTo(routes);
    new ModelList(models, settings.access().asksAll()).addTo(routes);
    new PredictionService(models, work, metrics).addTo(routes);
    Drawing drawing = new Drawing(models, settings.dataDir(), work);
    ends.add(drawing::close);
    drawing.addTo(routes);
    routes.get("/metrics", request -> Response.of(200, Metrics.TYPE, metrics.text().getBytes(StandardCharsets.UTF_8)));
    Teach teach = new Teach(LESSONS, settings.base(), settings.store(), NewRun.systemUser(), processors(), work);
    ends.add(teach::close);
    teach.addTo(routes);
    settings
        .classroom()
        .ifPresent(asked -> {
          Classroom classroom = Classroom.open(asked, settings.store(), Progress.NONE);
          ends.add(classroom::close);
          classroom.addTo(routes);
        });
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The port that it listens to. */
  public int port() {
    return server.port();
  }

  /**
   * Answers what still arrives, each as the last of its connection, until nothing does; takes new connections for a
   * second at most. Then ends.
   */
  @Override
  public void close() {
    server.close();
    ends.reversed().forEach(Runnable::run);
  }
}
