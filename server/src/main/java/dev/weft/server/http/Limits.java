package dev.weft.server.http;

/**
 * How much a server takes on.
 *
 * @param bodyBytes of one request
 * @param bytesOfAllBodies of all requests that are read or answered at a time
 * @param headerBytes of one request, names and values
 * @param streams event streams at a time
 * @param requestMillis how long a request's head, and each megabyte of its body, may take to arrive
 * @param answerMillis how long a client may take to read an event, or each megabyte of an answer
 * @param stopMillis how long the end of the server waits for answers
 */
public record Limits(
    long bodyBytes,
    long bytesOfAllBodies,
    int headerBytes,
    int streams,
    long requestMillis,
    long answerMillis,
    long stopMillis) {
  private static final long MEGABYTE = 1 << 20;

  /** Bodies of 32 MB, a quarter of the memory for all of them, 1,000 event streams, 30 s for what a client does. */
  public static Limits usual() {
    long memory = Math.max(64 * MEGABYTE, Runtime.getRuntime().maxMemory() / 4);
    return new Limits(32 * MEGABYTE, memory, 16 * 1024, 1000, 30_000, 30_000, 30_000);
  }

  public Limits withBodyBytes(long most) {
    return new Limits(most, bytesOfAllBodies, headerBytes, streams, requestMillis, answerMillis, stopMillis);
  }
}
