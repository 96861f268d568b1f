package dev.weft.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** What every page has in it: its style, and its one script with the hash by which a browser knows it. */
public final class Assets {
  static final String STYLE =
      joined(
          "style/%s.css",
          List.of(
              "tokens",
              "base",
              "tables",
              "charts",
              "images",
              "network",
              "comparison",
              "run",
              "why",
              "study",
              "settings",
              "explore",
              "dataset",
              "check",
              "map",
              "variants",
              "explain",
              "served",
              "classroom",
              "print"));

  static final String SCRIPT =
      joined(
          "script/%s.js",
          List.of(
              "page",
              "contents",
              "tables",
              "curves",
              "images",
              "matrix",
              "copy",
              "pairs",
              "selection",
              "differences",
              "recipes",
              "heat-map",
              "axis",
              "stage",
              "trial-curves",
              "dependence",
              "scatter",
              "parallel",
              "dataset",
              "map"));

  /** No request of any kind; of all scripts, only ours. */
  static final String POLICY =
      ("default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'sha256-%s';"
              + " base-uri 'none'; form-action 'none'")
          .formatted(sha256(SCRIPT));

  /** Requests to the server that the page comes from; of all scripts, only ours and one more. */
  static String servedPolicy(String script) {
    return ("default-src 'none'; img-src 'self' data: blob:; media-src blob:; font-src data:; connect-src 'self';"
            + " style-src 'unsafe-inline'; script-src 'sha256-%s' 'sha256-%s'; base-uri 'none'; form-action 'self'")
        .formatted(sha256(SCRIPT), sha256(script));
  }

  private Assets() {}

  /**
   * Styles of pages, one after another, for documents that are no pages; {@code tokens} and {@code base} come first.
   */
  public static String style(String... names) {
    return joined("style/%s.css", List.of(names));
  }

  static String joined(String path, List<String> names) {
    return names.stream().map(name -> read(path.formatted(name))).collect(Collectors.joining("\n"));
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      // as a browser reads it, whatever ends the lines of the file
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException(name + " is not in the program", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
