package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Chromium without a window. Nothing is downloaded; where it is not installed, a test is skipped, but fails in
 * CI.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  public static Browser start() {
    boolean isThere = CHROMIUM.toFile().canExecute() && DRIVER.toFile().canExecute();
    String reason = "no page was opened: this machine has no Chromium; install chromium and chromium-driver";
    assertTrue(isThere || !Boolean.parseBoolean(System.getenv("CI")), reason);
    assumeTrue(isThere, reason);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort().build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Goes on as one that has just been started: without a page, cookies, or another device than its own. */
  public void startAnew() {
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    prefers("", Map.of());
    complaints();
    requests();
  }

  public void open(Path file) {
    visit(file.toUri().toString());
  }

  /** Opens the page at a URL. */
  public void visit(String url) {
    requests(); // those of the browser's own first page, and of pages before
    driver.get(url);
  }

  /** Draws with the mouse along points of an element, 0 to 1 across and down. */
  public void drag(String selector, List<double[]> points) {
    WebElement element = the(selector);
    driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    Rectangle box = element.getRect();
    PointerInput mouse = new PointerInput(PointerInput.Kind.MOUSE, "mouse");
    Sequence line = new Sequence(mouse, 0);
    for (int i = 0; i < points.size(); i++) {
      int x = (int) Math.round((points.get(i)[0] - 0.5) * box.getWidth());
      int y = (int) Math.round((points.get(i)[1] - 0.5) * box.getHeight());
      line.addAction(mouse.createPointerMove(Duration.ofMillis(8), PointerInput.Origin.fromElement(element), x, y));
      if (i == 0) {
        line.addAction(mouse.createPointerDown(PointerInput.MouseButton.LEFT.asArg()));
      }
    }
    line.addAction(mouse.createPointerUp(PointerInput.MouseButton.LEFT.asArg()));
    driver.perform(List.of(line));
  }

  /**
   * Looks at pages as on another device from now on.
   *
   * @param scheme {@code light} or {@code dark}
   */
  public void be(int width, int height, String scheme) {
    has(width, height);
    prefers("", Map.of("prefers-color-scheme", scheme));
  }

  private void has(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Shows pages as a print on A4 with margins of 1 cm. */
  public void print() {
    has(718, 1_000);
    prefers("print", Map.of());
  }

  /**
   * What media queries find from now on.
   *
   * @param medium such as {@code print}; empty for a screen
   * @param features such as {@code prefers-reduced-motion} by name
   */
  public void prefers(String medium, Map<String, String> features) {
    List<Map<String, String>> all =
        features.entrySet().stream()
            .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
            .toList();
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium, "features", all));
  }

  /** Opens a page that may run no script; what a test runs in it afterwards is run. */
  public void openWithoutScripts(Path file) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    open(file);
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  /** An image of the screen, as a PNG. */
  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** Where a link with a file in it is saved from now on. */
  public void savesInto(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  public WebElement the(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public List<String> texts(String selector) {
    String script = "return [...document.querySelectorAll(arguments[0])].map(element => element.textContent)";
    return ((List<?>) driver.executeScript(script, selector)).stream().map(String.class::cast).toList();
  }

  /** An attribute of each of some elements. */
  public List<String> attributes(String selector, String name) {
    String script =
        "return [...document.querySelectorAll(arguments[0])].map(element => element.getAttribute(arguments[1]))";
    return ((List<?>) driver.executeScript(script, selector, name)).stream().map(String.class::cast).toList();
  }

  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the console says since the last time, warnings and errors. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Everything that was asked for since the last time, but for files and what a page brings itself. */
  public List<String> requests() {
    JsonMapper json = JsonMapper.builder().build();
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> json.readTree(entry.getMessage()).get("message"))
        .filter(message -> message.get("method").asString().equals("Network.requestWillBeSent"))
        .map(message -> message.get("params").get("request").get("url").asString())
        .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
        .toList();
  }

  /**
   * What is wrong with the page as it is shown now, in sentences.
   *
   * @param questions functions of {@code page-faults.js}
   */
  @SuppressWarnings("unchecked")
  public List<String> faults(String... questions) {
    String ask = "\nreturn [...arguments].flatMap(question => faults[question]());";
    return (List<String>) driver.executeScript(text("page-faults.js") + ask, (Object[]) questions);
  }

  /** Which of its rules axe-core applies: that on colours takes more time than all others together. */
  public enum Axe {
    ALL,
    BUT_COLOURS,
    COLOURS
  }

  /** The serious and critical faults that axe-core finds, with where they are. */
  public List<String> faultsByAxe(Axe rules) {
    if (!driver.executeScript("return typeof axe").equals("object")) {
      driver.executeScript(text("/axe.min.js"));
    }
    Object found =
        driver.executeAsyncScript(
            """
            const tell = arguments[arguments.length - 1];
            const rules = { 'color-contrast': { enabled: arguments[0] !== 'BUT_COLOURS' } };
            const only = arguments[0] === 'COLOURS' ? { runOnly: ['color-contrast'] } : { rules };
            axe.run({ resultTypes: ['violations'], ...only }).then(
              found => tell(JSON.stringify(found.violations.map(fault => ({
                impact: fault.impact,
                said: fault.id + ': ' + fault.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | '),
              })))),
              error => tell(JSON.stringify([{ impact: 'critical', said: String(error) }])));
            """,
            rules.name());
    JsonNode faults = JsonMapper.builder().build().readTree((String) found);
    return faults
        .valueStream()
        .filter(fault -> List.of("serious", "critical").contains(fault.get("impact").asString()))
        .map(fault -> fault.get("said").asString())
        .toList();
  }

  /**
   * What is wrong with the page on a phone and on a notebook, each light and dark. What the colours do not change is
   * looked at once for each width.
   */
  public List<String> faultsOnScreens() {
    List<String> found = new ArrayList<>();
    for (int width : new int[] {390, 1280}) {
      for (String scheme : List.of("dark", "light")) {
        be(width, 844, scheme);
        faults("contrast").forEach(fault -> found.add(width + " " + scheme + ": " + fault));
      }
      faults("layout").forEach(fault -> found.add(width + ": " + fault));
      faultsByAxe(Axe.BUT_COLOURS).forEach(fault -> found.add(width + ": " + fault));
    }
    return found;
  }

  private static String text(String resource) {
    try (InputStream in = Browser.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
