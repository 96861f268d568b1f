package dev.weft.server.http;

import java.io.IOException;

/** Answers the requests of a route. */
@FunctionalInterface
public interface Handler {
  /**
   * @throws Refusal if the request is wrong, or cannot be answered now
   * @throws IOException if the client is gone
   */
  Response handle(Request request) throws IOException;
}
