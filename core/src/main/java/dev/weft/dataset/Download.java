package dev.weft.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/**
 * Fetches one file over HTTP.
 *
 * @param patience how long to wait for a connection and for each next piece
 * @param limit more bytes than this are refused
 */
record Download(Duration patience, long limit, Progress progress) {
  private static final int ATTEMPTS = 3;
  private static final int NOTHING_MORE = 416; // Range Not Satisfiable, RFC 9110

  /**
   * Fetches a file, going on where an earlier attempt stopped; a connection that breaks is taken up again as long as
   * that brings something.
   *
   * @param part where the bytes go; it stays when this fails, for the next attempt
   * @return whether an earlier attempt was gone on with
   */
  boolean fetch(URI source, Path part) throws IOException {
    boolean resumed = size(part) > 0;
    for (int attempt = 1; ; attempt++) {
      long before = size(part);
      try {
        fetchRest(source, part);
        return resumed;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || size(part) <= before) {
          throw e;
        }
      }
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void fetchRest(URI source, Path part) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setRequestProperty("Accept-Encoding", "identity");
    long have = size(part);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      if (connection.getResponseCode() == NOTHING_MORE && have > 0) {
        return;
      }
      boolean goesOn = goesOn(connection, have);
      long start = goesOn ? have : 0;
      long length = connection.getContentLengthLong();
      long total = length < 0 ? -1 : start + length;
      var mode = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (InputStream in = connection.getInputStream();
          OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, mode)) {
        copy(in, out, source, start, total);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Whether the server sends what is missing, and not all from the beginning. */
  private static boolean goesOn(HttpURLConnection connection, long have) throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return false;
    }
    if (status != HttpURLConnection.HTTP_PARTIAL) {
      throw new IOException("the server answers " + status + " to " + connection.getURL());
    }
    String range = connection.getHeaderField("Content-Range");
    if (range == null || !range.startsWith("bytes " + have + "-")) {
      throw new IOException(
          String.format(Locale.ROOT, "the server was asked for bytes from %d on and sends %s", have, range));
    }
    return true;
  }

  private void copy(InputStream in, OutputStream out, URI source, long start, long total) throws IOException {
    String file = Path.of(source.getPath()).getFileName().toString();
    byte[] piece = new byte[1 << 16];
    long done = start;
    progress.bytes(file, done, total);
    try {
      for (int n = in.read(piece); n >= 0 && done <= limit; n = in.read(piece)) {
        out.write(piece, 0, n);
        done += n;
        progress.bytes(file, done, total);
      }
    } catch (IOException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s broke off after %d bytes: %s", source, done, e.getMessage()), e);
    }
    if (done > limit) {
      throw new IOException(String.format(Locale.ROOT, "%s is larger than the %d bytes it may have", source, limit));
    }
  }
}
