package dev.weft.page;

import java.util.List;

/**
 * A page that a server sends: the same as in a file, and a further script that may ask that server.
 *
 * @param html the whole of it
 * @param policy its content security policy, which stands in it, too
 */
public record ServedPage(String html, String policy) {
  private static final String END = "</body>";

  /**
   * @param scripts the names of files in {@code script/served}, in their order
   */
  public static ServedPage of(Page page, String... scripts) {
    String script = Assets.joined("script/served/%s.js", List.of(scripts));
    String policy = Assets.servedPolicy(script);
    int end = page.html().lastIndexOf(END);
    String html = page.html().substring(0, end) + "<script>" + script + "</script>\n" + page.html().substring(end);
    return new ServedPage(html.replace(Assets.POLICY, policy), policy);
  }
}
