package dev.weft.server;

import dev.weft.dataset.Progress;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.live.LivePages;
import dev.weft.server.live.OwnProgram;
import dev.weft.store.RunStore;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.metrics.ProcessMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** All that {@code weft serve} serves, wired together. */
public final class WeftServer implements AutoCloseable {
  /** So many wait for a core that answers one of them in 50 ms, and none longer than a client waits. */
  private static final int MOST_WAITING = 128;

  private static final long MOST_WAIT_MILLIS = 10_000;

  private final Server server;

  private WeftServer(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param faults takes a line for each answer that an unexpected exception prevented
   * @throws IOException if the port is taken, or the address is not this machine's
   */
  public static WeftServer start(Settings settings, Consumer<String> faults) throws IOException {
    Metrics metrics = new Metrics();
    ProcessMetrics.addTo(metrics);
    WorkQueue work = new WorkQueue(Runtime.getRuntime().availableProcessors(), MOST_WAITING, MOST_WAIT_MILLIS);
    metrics.gauge("weft_work_running_or_waiting", "Predictions and other heavy work, running or waiting.", work::size);
    metrics.gauge("weft_work_waiting", "Heavy work that waits for its turn.", work::waiting);
    Routes routes = new Routes();
    RunStore runs = RunStore.open(settings.store());
    new LivePages(runs, settings.store(), source -> source.load(null, Progress.NONE), OwnProgram.command()).addTo(routes);
    routes.get("/metrics", request -> Response.of(200, Metrics.TYPE, metrics.text().getBytes(StandardCharsets.UTF_8)));
    return new WeftServer(
        Server.start(settings.address(), routes, settings.access(), settings.limits(), metrics, faults));
  }

  /** The port that it listens to. */
  public int port() {
    return server.port();
  }

  /** Takes no more connections, answers the requests of those that it has, then ends. */
  @Override
  public void close() {
    server.close();
  }
}
