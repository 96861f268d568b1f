package dev.weft.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which handler answers which request. A path is matched whole and segment by segment: {@code /runs/{id}} takes {@code
 * /runs/78b62d14}, nothing longer and nothing shorter. The route that was added first wins.
 */
public final class Routes {
  /** Those of the standard; a path takes three of them at most. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /** A route that a request has taken. */
  record Match(Route route, Map<String, String> variables) {}

  /** What a request must be allowed to do, from the least. */
  enum Right {
    /** Nothing: whether the server lives, how one logs in. */
    OPEN,
    LOOK,
    CHANGE
  }

  record Route(String method, String path, Right right, Handler handler) {}

  /** Answers GET, and HEAD without a body. */
  public Routes get(String path, Handler handler) {
    return add(new Route("GET", path, Right.LOOK, handler));
  }

  /** Answers GET without the token, too: what a supervisor asks, such as whether the server is ready. */
  public Routes open(String path, Handler handler) {
    return add(new Route("GET", path, Right.OPEN, handler));
  }

  /** Answers POST without the token, too, but never from other sites: what is behind has rules of its own. */
  public Routes openPost(String path, Handler handler) {
    return add(new Route("POST", path, Right.OPEN, handler));
  }

  /** Answers POST that asks, such as for a prediction, and changes nothing. */
  public Routes ask(String path, Handler handler) {
    return add(new Route("POST", path, Right.LOOK, handler));
  }

  /**
   * Answers POST that changes something: only with the server's token, where it has one, and never from other sites.
   */
  public Routes post(String path, Handler handler) {
    return add(new Route("POST", path, Right.CHANGE, handler));
  }

  Routes add(Route route) {
    routes.add(route);
    return this;
  }

  /**
   * @param method GET, HEAD or POST
   * @param path not decoded
   * @throws Refusal with 404 if there is no such path, with 405 if it takes no such method, with 501 if nothing does
   */
  Match match(String method, String path) {
    if (!METHODS.contains(method)) {
      throw new Refusal(501, "this server knows GET, HEAD and POST alone; send one of them.");
    }
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> variables = variables(route.path, path);
      if (variables != null && route.method.equals(method.equals("HEAD") ? "GET" : method)) {
        return new Match(route, variables);
      }
      if (variables != null) {
        others.add(route.method);
        if (route.method.equals("GET")) {
          others.add("HEAD");
        }
      }
    }
    if (others.isEmpty()) {
      throw new Refusal(404, "there is no page or service here.");
    }
    throw new Refusal(405, "this path takes %s; received %s.".formatted(String.join(" and ", others), method))
        .with("Allow", String.join(", ", others));
  }

  /** What stands in the places of names; null if the path is another one. */
  private static Map<String, String> variables(String route, String path) {
    String[] wanted = route.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      int name = wanted[i].indexOf('{');
      int end = wanted[i].indexOf('}');
      if (name < 0) {
        if (!wanted[i].equals(given[i])) {
          return null;
        }
        continue;
      }
      String before = wanted[i].substring(0, name);
      String after = wanted[i].substring(end + 1);
      int length = given[i].length() - before.length() - after.length();
      if (length < 1 || !given[i].startsWith(before) || !given[i].endsWith(after)) {
        return null;
      }
      variables.put(wanted[i].substring(name + 1, end), decoded(given[i].substring(name, name + length)));
    }
    return variables;
  }

  /** A name; it leads to no other folder, whatever is done with it. */
  private static String decoded(String segment) {
    try {
      String name = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      boolean leadsAway = name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\");
      if (leadsAway || name.chars().anyMatch(Character::isISOControl)) {
        throw new Refusal(400, "a name in a path holds no slashes and no control characters, and is not '..'.");
      }
      return name;
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "a percent sign in a URL is followed by two hexadecimal digits.");
    }
  }
}
