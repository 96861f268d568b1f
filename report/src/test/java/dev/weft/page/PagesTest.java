package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How pages look in a real browser: on a phone, a notebook and a large screen, light and dark, printed, without
 * scripts. With {@code -Dweft.pages=every}, as in the profile {@code every-width}, axe looks at each page on each of
 * them.
 */
class PagesTest {
  private static final boolean EVERY = System.getProperty("weft.pages", "").equals("every");

  /** Pages that must not be longer than this on a notebook before anything is unfolded. */
  private static final long MOST_PIXELS = 3_000;

  private static final List<String> SHORT = List.of("run", "study", "comparison");

  private record Screen(int width, int height) {}

  private static final Screen PHONE = new Screen(390, 844);
  private static final Screen NOTEBOOK = new Screen(1280, 800);
  private static final Screen LARGE = new Screen(1920, 1080);

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void write() throws IOException {
    browser = Browser.start();
    WrittenPages.into(folder);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  static Stream<String> pages() {
    return Stream.concat(WrittenPages.USUAL.stream(), WrittenPages.RARE.stream());
  }

  private final List<String> faults = new ArrayList<>();

  private void ask(String question, String where) {
    browser.faults(question).forEach(fault -> faults.add(where + ": " + fault));
  }

  private void assertNoFaults() {
    assertEquals("", String.join("\n", faults));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void onAPhoneEverythingCanBeRead(String page) {
    look(page, PHONE);
    assertNoFaults();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void onANotebookEverythingCanBeReadAndPrinted(String page) {
    look(page, NOTEBOOK);
    print();
    assertNoFaults();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void onALargeScreenEverythingCanBeRead(String page) {
    if (EVERY || WrittenPages.USUAL.contains(page)) {
      look(page, LARGE);
      assertNoFaults();
    }
  }

  static Stream<String> someWithoutScripts() {
    return EVERY ? pages() : Stream.of("run", "study", "comparison", "two-classes");
  }

  /** Without a script, a page has its words, numbers, tables and charts. */
  @ParameterizedTest
  @MethodSource("someWithoutScripts")
  void withoutScriptsEverySectionSaysSomething(String page) {
    browser.be(NOTEBOOK.width, NOTEBOOK.height, "light");
    browser.openWithoutScripts(file(page));
    ask("sections", "without scripts");
    ask("firstScreen", "without scripts");
    ask("layout", "without scripts");
    assertNoFaults();
  }

  /** Loads the page once, as each load is dear. */
  private void look(String page, Screen screen) {
    String where = page + " at " + screen.width;
    browser.be(screen.width, screen.height, "light");
    browser.open(file(page));
    ask("firstScreen", where);
    ask("layout", where);
    if (screen == NOTEBOOK && SHORT.contains(page)) {
      long high = (long) browser.run("return document.documentElement.scrollHeight");
      assertTrue(high <= MOST_PIXELS, where + " is " + high + " pixels high");
    }
    unfold();
    ask("layout", where + ", unfolded");
    ask("structure", where);
    for (String scheme : List.of("light", "dark")) {
      browser.be(screen.width, screen.height, scheme);
      ask("contrast", where + ", " + scheme);
      if (EVERY || axeLooksAt(page, screen, scheme)) {
        browser
            .faultsByAxe(EVERY && !page.equals("many-classes"))
            .forEach(fault -> faults.add(where + ", " + scheme + ": " + fault));
      }
    }
    browser.prefers("", Map.of("prefers-reduced-motion", "reduce"));
    ask("motion", where + ", with reduced motion");
    browser.prefers("", Map.of("forced-colors", "active"));
    ask("contrast", where + ", in forced colours");
    browser.requests().forEach(url -> faults.add(where + " asks for " + url));
    browser.complaints().forEach(words -> faults.add(where + " complains: " + words));
    String foreign = "return document.querySelectorAll('b, i, script:not([type]) ~ script').length";
    assertEquals(0L, browser.run(foreign), where + " has elements that a name brought");
  }

  /** A usual page on two of six screens, a rare one on one of them. */
  private static boolean axeLooksAt(String page, Screen screen, String scheme) {
    boolean isOnPhone = screen == PHONE && scheme.equals("dark");
    boolean isOnNotebook = screen == NOTEBOOK && scheme.equals("light");
    return isOnPhone || (isOnNotebook && WrittenPages.USUAL.contains(page));
  }

  private static void unfold() {
    browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
  }

  private void print() {
    browser.print();
    ask("layout", "in print");
    ask("contrast", "in print");
    ask("sections", "in print");
    Object paper = browser.run("return getComputedStyle(document.body).backgroundColor");
    assertTrue(((String) paper).matches("rgba?\\((25[0-5], ){2}25[0-5].*|rgba\\(0, 0, 0, 0\\)"), "paper is " + paper);
  }

  private static Path file(String page) {
    return folder.resolve(page + ".html");
  }
}
