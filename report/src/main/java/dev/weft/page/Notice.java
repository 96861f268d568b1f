package dev.weft.page;

/**
 * A small page of a server with one sentence: why a request was refused, or that someone is logged in.
 *
 * @param title a few words
 * @param sentence for a person
 * @param asksToken whether it has a field for the server's token
 * @param goesOn whether the browser goes on to the first page by itself
 */
public record Notice(String title, String sentence, boolean asksToken, boolean goesOn) {
  /** Nothing runs; a form goes to the server that the page comes from. */
  public static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  static final String STYLE = Assets.style("tokens", "base", "notice");

  public String html() {
    return Page.of("notice.jte", this).html();
  }
}
