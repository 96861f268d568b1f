package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.page.Browser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The token in a real browser, which sends an origin and follows policies. */
class LoginPageTest {
  private static final String TOKEN = "7c9e66e0f8";

  @Test
  void onlyTheRightTokenLetsABrowserIn() throws IOException {
    try (Served served = Served.withToken(TOKEN, false);
        Browser browser = Browser.start()) {
      String url = "http://127.0.0.1:" + served.port();
      browser.visit(url + "/hello");
      assertEquals(List.of("Log in"), browser.texts("h1"));
      assertEquals(List.of(), browser.faultsOnScreens());
      browser.the("input").sendKeys("of another", Keys.ENTER);
      assertTrue(browser.texts("main p").getFirst().startsWith("This is not the server's token"));
      browser.the("input").sendKeys(TOKEN);
      browser.the("button").click();
      browser.visit(url + "/hello");
      assertEquals(List.of("hello"), browser.texts("body"));
    }
  }
}
