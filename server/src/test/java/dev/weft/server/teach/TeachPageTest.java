package dev.weft.server.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.page.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A person teaches circles and squares in a browser. */
class TeachPageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int IMAGES = 6;

  @TempDir Path folder;
  private static Browser browser;
  private TeachingServer server;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    server = TeachingServer.in(folder, Optional.empty());
  }

  @AfterEach
  void closeServer() {
    browser.startAnew();
    server.close();
  }

  private void until(String what, BooleanSupplier isSo) throws InterruptedException {
    Instant latest = Instant.now().plus(PATIENCE);
    while (!isSo.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(latest), () -> what + ": " + browser.the("main").getText());
      Thread.sleep(50);
    }
  }

  private String text(String selector) {
    return browser.the(selector).getText();
  }

  private void addClass(String name) throws InterruptedException {
    int before = browser.all(".taught").size();
    browser.the("#class-name").sendKeys(name);
    browser.the("#add-class button").click();
    until("a class more", () -> browser.all(".taught").size() == before + 1);
  }

  private void images(int card, int count) throws InterruptedException {
    String selector = ".taught:nth-child(" + card + ") .taught-images li";
    until("images of class " + card, () -> browser.all(selector).size() == count);
  }

  private void predicts(String kind, long number) throws InterruptedException {
    browser.the("#clear").click();
    browser.drag("#pad", Shapes.line(kind, number));
    until(kind + " is predicted", () -> text("#predicts").startsWith(kind));
    until("its bar is the longest", () -> browser.all(".taught.likeliest").size() == 1);
  }

  @Test
  void twoClassesAreDrawnDroppedLearnedTriedAndFoundAgain() throws Exception {
    browser.be(1280, 900, "light");
    browser.visit(server.url("/teach"));
    browser.the("#begin").click();
    until("a lesson's page", () -> !browser.all("#add-class").isEmpty());

    addClass("circle");
    for (int i = 0; i < IMAGES; i++) {
      browser.drag("#pad", Shapes.line("circle", i));
      browser.the(".taught:nth-child(1) .tools button").click();
      images(1, i + 1);
    }
    addClass("square");
    browser.the(".taught:nth-child(2) input[type=file]").sendKeys(squares());
    images(2, IMAGES);

    browser.the("#name").clear();
    browser.the("#name").sendKeys("shapes");
    browser.the("#train-button").click();
    until("a curve", () -> browser.the("#curve").isDisplayed());
    until("its end", () -> text("#accuracy").contains(2 * IMAGES + " images"));
    until("no training", () -> !browser.the("#running").isDisplayed());
    assertTrue(text("#accuracy").contains("95 % interval"), text("#accuracy").replace('\u00a0', ' '));
    predicts("circle", 70);
    predicts("square", 70);

    browser.the("#keep-button").click();
    until("it is kept", () -> text("#kept").contains("Kept as the run shapes"));
    assertTrue(text("#kept").contains("weft serve --models shapes="), text("#kept"));
    looks();

    int port = server.port();
    server.close();
    until("the server is missed", () -> text("#tell").contains("does not answer"));
    browser.complaints(); // that nobody answers
    server = TeachingServer.in(folder, Optional.empty(), port);
    until("the server is back", () -> !text("#tell").contains("does not answer"));
    predicts("circle", 71);
    browser.run("location.reload()");
    images(2, IMAGES);
    images(1, IMAGES);
    assertTrue(text("#kept").contains("Kept as the run shapes"));
    predicts("square", 71);
  }

  @Test
  void whatIsTriedStaysTriedWhenANewNetworkComes() throws Exception {
    String lesson = server.lesson();
    for (String kind : List.of("circle", "square")) {
      server.done(lesson + "/class?name=" + kind);
      for (int i = 0; i < IMAGES; i++) {
        server.done(lesson + "/class/" + kind + "/image", Shapes.png(kind, i));
      }
    }
    server.network(lesson, "first");
    browser.visit(server.url(lesson));
    predicts("square", 70);
    Path file = Files.write(folder.resolve("tried.png"), Shapes.png("circle", 70));
    browser.the("#try-file").sendKeys(file.toString());
    until("the file is predicted", () -> text("#predicts").startsWith("tried.png: circle"));

    browser.run("document.getElementById('predicts').textContent = ''");
    server.done(lesson + "/train?name=second");
    until("the new network predicts", () -> !text("#predicts").isEmpty());
    assertTrue(text("#predicts").startsWith("tried.png: circle"), text("#predicts"));
  }

  @Test
  void aClickWithTheCameraOnAddsOneImage() throws Exception {
    browser.be(1280, 900, "light");
    browser.visit(server.url(server.lesson()));
    addClass("circle");
    assertEquals("block", browser.run("return getComputedStyle(document.getElementById('tell')).display"));
    browser.run(
        """
        navigator.mediaDevices.getUserMedia = async () => {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 64;
          const pen = canvas.getContext('2d');
          let frames = 0;
          setInterval(() => pen.fillRect(frames++ % 64, 0, 1, 64), 20);
          return canvas.captureStream();
        };
        """);
    browser.the("#camera-on").click();
    WebElement add = browser.the(".taught .tools button");
    until("the camera is on", () -> add.getText().equals("Hold to add images"));
    add.click();
    images(1, 1);
    Thread.sleep(800); // for one too many
    assertEquals(1, browser.all(".taught-images li").size());
    add.sendKeys(Keys.ENTER);
    images(1, 2);
    Thread.sleep(800); // for one too many
    assertEquals(2, browser.all(".taught-images li").size());
  }

  private String squares() throws Exception {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      files.add(Files.write(folder.resolve("square-" + i + ".png"), Shapes.png("square", i)).toString());
    }
    return String.join("\n", files);
  }

  private void looks() {
    assertEquals(List.of(), browser.faultsOnScreens());
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        List.of(),
        browser.requests().stream()
            .filter(url -> !url.startsWith(server.url("/")) && !url.startsWith("blob:"))
            .toList());
  }
}
