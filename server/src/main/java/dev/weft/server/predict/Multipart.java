package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.server.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of a form: a body of the type {@code multipart/form-data}, as <a
 * href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a> has it.
 */
final class Multipart {
  private static final int LONGEST_HEAD = 4_096;
  private static final int LONGEST_BOUNDARY = 70;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*(?:;[^;\"]*)*;\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))\\s*(?:;.*)?");

  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)content-disposition:[^\\r\\n]*;\\s*filename=\"((?:[^\"\\\\\\r\\n]|\\\\.)*)\"");

  private final byte[] body;
  private final byte[] delimiter;
  private int at;

  private Multipart(byte[] body, String boundary) {
    this.body = body;
    delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * A file.
   *
   * @param name as the sender calls it; a name only, never a path to anything here
   */
  record File(String name, byte[] content) {}

  /** Whether a body is of this type. */
  static boolean is(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /**
   * The files of a body, in their order.
   *
   * @param type of the body, with the boundary
   * @throws Refusal if it is not as the standard has it, holds a field that is no file, or too many files
   */
  static List<File> files(String type, byte[] body) {
    Matcher matcher = BOUNDARY.matcher(type);
    if (!matcher.matches()) {
      throw new Refusal(
          415,
          "several images are sent as multipart/form-data with a boundary; received '%s'."
              .formatted(Quoted.text(type)));
    }
    String boundary = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    if (boundary.length() > LONGEST_BOUNDARY) {
      throw new Refusal(400, "a boundary has at most %s letters; received more.".formatted(LONGEST_BOUNDARY));
    }
    return new Multipart(body, boundary).files();
  }

  private List<File> files() {
    List<File> files = new ArrayList<>();
    at = delimiter.length - 2; // the first has no line end before it
    if (!matches(0, 2)) {
      at = end(0) + delimiter.length;
    }
    while (!closes()) {
      RequestLimits.requireFewFiles(files.size() + 1);
      files.add(file());
    }
    if (files.isEmpty()) {
      throw new Refusal(400, "the form holds image files; received none; send them with curl -F image=@FILE.");
    }
    return files;
  }

  /** Whether what follows the boundary says that it was the last; else goes behind its line. */
  private boolean closes() {
    if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
      return true;
    }
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
    if (at + 1 >= body.length || body[at] != '\r' || body[at + 1] != '\n') {
      throw damaged("a boundary is followed by a line end");
    }
    at += 2;
    return false;
  }

  private File file() {
    int head = head();
    String text = new String(body, at, head - at, StandardCharsets.UTF_8);
    Matcher name = FILE_NAME.matcher(text);
    if (!name.find()) {
      throw new Refusal(
          400, "each field of the form is a file; received one that is none; send images with curl -F image=@FILE.");
    }
    int from = head + 4;
    int to = end(from - 2);
    byte[] content = Arrays.copyOfRange(body, Math.min(from, to), to);
    at = to + delimiter.length;
    return new File(Quoted.text(name.group(1).replaceAll("\\\\(.)", "$1")), content);
  }

  /** Where the empty line behind the part's headers begins. */
  private int head() {
    for (int i = at; i + 3 < Math.min(body.length, at + LONGEST_HEAD); i++) {
      if (body[i] == '\r' && body[i + 1] == '\n' && body[i + 2] == '\r' && body[i + 3] == '\n') {
        return i;
      }
    }
    throw damaged("a file has headers and an empty line before it");
  }

  /** Where the next boundary begins, with its line end. */
  private int end(int from) {
    for (int i = from; i + delimiter.length <= body.length; i++) {
      if (matches(i, 0)) {
        return i;
      }
    }
    throw damaged("a file ends with a boundary");
  }

  private boolean matches(int from, int skipped) {
    return from + delimiter.length - skipped <= body.length
        && Arrays.equals(body, from, from + delimiter.length - skipped, delimiter, skipped, delimiter.length);
  }

  private static Refusal damaged(String rule) {
    return new Refusal(400, "the form is not as multipart/form-data has it: %s; send it anew.".formatted(rule));
  }
}
