package dev.weft.server.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Progress;
import dev.weft.page.Browser;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.store.NewRun;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three students and their teacher in a browser. */
class ClassroomPageTest {
  @TempDir Path folder;

  @Test
  void studentsHandInAndTheTeacherJudgesAndReveals() throws Exception {
    Path good = MadeClass.model(folder.resolve("good.keras"), 2_000, 1);
    Path fair = MadeClass.model(folder.resolve("fair.keras"), 1_900, 3);
    Path poor = MadeClass.model(folder.resolve("poor.keras"), 40, 2);
    String store = folder.resolve("weft.db").toString();
    run(store);
    Path test = MadeClass.test(folder.resolve("test"), 2);
    try (Classroom classroom =
            Classroom.open(MadeClass.settings(test, folder.resolve("class"), "owl"), store, Progress.NONE);
        Server server = server(classroom);
        Browser browser = Browser.start()) {
      String address = "http://127.0.0.1:" + server.port();
      browser.visit(address + "/class");
      type(browser, "user", "anna");
      type(browser, "code", "owl");
      browser.the("[data-mine] button").click();
      waitFor(browser, "[data-runs] table", "mlp");
      handIn(browser, good, "anna");
      type(browser, "user", "ben");
      handIn(browser, fair, "ben");
      type(browser, "user", "cleo");
      handIn(browser, poor, "cleo");
      assertFaultless(browser, address + "/class");

      browser.visit(address + "/class/teacher");
      assertTrue(browser.the("[data-verdict]").getText().contains("3 networks would be judged"));
      assertFaultless(browser, address + "/class/teacher");
      browser.run("window.confirm = () => true");
      browser.the("[data-post='/class/judge']").click();
      waitFor(browser, ".actions", "Reveal");
      browser.run("window.confirm = () => true");
      browser.the("[data-post='/class/reveal']").click();
      waitUntil("it is revealed", () -> browser.all("[data-post='/class/reveal']").isEmpty());
      waitFor(browser, "#results-table", "Accuracy");
      assertFaultless(browser, address + "/class/teacher");
      browser.visit(address + "/class");
      assertEquals("block", browser.run("return getComputedStyle(document.querySelector('[data-answer]')).display"));
      assertEquals(3, browser.all("[aria-labelledby='results-table'] tbody tr").size());
      assertTrue(browser.all(".hard li").size() > 1);
      assertFaultless(browser, address + "/class");
    }
  }

  private static void run(String store) {
    try (RunStore open = RunStore.open(store)) {
      NewRun run =
          new NewRun(
              Optional.empty(),
              "mlp",
              "mlp",
              "",
              "strokes",
              Optional.empty(),
              Optional.empty(),
              "anna",
              Map.of(),
              Map.of());
      open.finish(open.begin(run), Map.of("validation.accuracy", 0.9, "validation.loss", 0.5), Map.of());
    }
  }

  private static Server server(Classroom classroom) throws IOException {
    Routes routes = new Routes();
    classroom.addTo(routes);
    return Server.start(new InetSocketAddress("127.0.0.1", 0), routes);
  }

  private static void type(Browser browser, String name, String text) {
    browser.the("[data-mine] [name=" + name + "]").clear();
    browser.the("[data-mine] [name=" + name + "]").sendKeys(text);
  }

  private static void handIn(Browser browser, Path model, String user) throws InterruptedException {
    browser.the("[data-file] [name=file]").sendKeys(model.toString());
    browser.the("[data-file] button").click();
    waitFor(browser, "[data-handed]", "is handed in for " + user);
    waitUntil("another can be handed in", () -> browser.the("[data-file] button").isEnabled());
  }

  private static void waitUntil(String what, BooleanSupplier happened) throws InterruptedException {
    for (int i = 0; i < 1_200 && !happened.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertTrue(happened.getAsBoolean(), what);
  }

  private static void waitFor(Browser browser, String selector, String text) throws InterruptedException {
    waitUntil(
        selector + " has '" + text + "'",
        () -> browser.texts(selector).stream().anyMatch(found -> found.contains(text)));
  }

  private static void assertFaultless(Browser browser, String address) {
    assertEquals(List.of(), browser.faultsOnScreens(), address);
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        List.of(),
        browser.requests().stream()
            .filter(url -> !url.startsWith(address.replaceAll("(:\\d+)/.*", "$1")))
            .filter(url -> !url.startsWith("blob:"))
            .toList());
  }
}
