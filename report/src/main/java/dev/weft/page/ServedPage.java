package dev.weft.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page that a server sends: the same as in a file, with links to the server's other pages, and a further script that
 * may ask that server.
 *
 * @param html the whole of it
 * @param policy its content security policy, which stands in it, too
 */
public record ServedPage(String html, String policy) {
  private static final String HEAD = "<header class=\"page\">";
  private static final String TITLE = "<title>";

  /** So that no browser asks the server for one. */
  private static final String NO_ICON = "<link rel=\"icon\" href=\"data:,\">\n";

  private static final String END = "</body>";

  /** In every page; marks the link to the page that is shown. */
  private static final String NAVIGATION = "navigation";

  /** What every server has. */
  private static final List<Link> PLACES =
      List.of(
          new Link("/", "Runs"), new Link("/draw", "Draw"), new Link("/teach", "Teach"), new Link("/models", "Models"));

  /**
   * @param scripts the names of files in {@code script/served}, in their order
   */
  public static ServedPage of(Page page, String... scripts) {
    return of(page, links(), scripts);
  }

  /** Without links to other pages, as for readers who may see no other. */
  public static ServedPage alone(Page page, String... scripts) {
    return of(page, "", scripts);
  }

  private static ServedPage of(Page page, String links, String... scripts) {
    List<String> names = Stream.concat(Stream.of(NAVIGATION), Stream.of(scripts)).toList();
    String script = Assets.joined("script/served/%s.js", names);
    String policy = Assets.servedPolicy(script);
    int end = page.html().lastIndexOf(END);
    String html = page.html().substring(0, end) + "<script>" + script + "</script>\n" + page.html().substring(end);
    int head = html.indexOf(HEAD);
    String linked = html.substring(0, head) + links + html.substring(head);
    return new ServedPage(
        linked.replace(attribute(Assets.POLICY), attribute(policy)).replaceFirst(TITLE, NO_ICON + TITLE), policy);
  }

  /** As a template writes it. */
  private static String attribute(String text) {
    return text.replace("'", "&#39;");
  }

  private static String links() {
    String links =
        PLACES.stream()
            .map(place -> "<li><a href=\"%s\">%s</a></li>".formatted(place.address(), place.words()))
            .collect(Collectors.joining());
    return "<nav class=\"places\" aria-label=\"Server\"><ul>" + links + "</ul></nav>\n";
  }
}
