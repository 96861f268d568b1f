package dev.weft.server;

import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import java.io.IOException;

/** All that {@code weft serve} serves, wired together. */
public final class WeftServer implements AutoCloseable {
  private final Server server;

  private WeftServer(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the port is taken, or the address is not this machine's
   */
  public static WeftServer start(Settings settings) throws IOException {
    Routes routes = new Routes();
    return new WeftServer(Server.start(settings.address(), routes));
  }

  /** The port that it listens to. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, answers those that it has, then ends. */
  @Override
  public void close() {
    server.close();
  }
}
