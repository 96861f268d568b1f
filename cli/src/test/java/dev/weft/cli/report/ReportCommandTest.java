package dev.weft.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.cli.study.SmallStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private static Path folder;

  private static Path slow;
  private static Path fast;

  @BeforeAll
  static void train() throws IOException {
    slow = folder.resolve("slow");
    fast = folder.resolve("fast");
    Said said = Said.to(SmallRun.train(folder, slow));
    assertTrue(said.out().contains("to look at, report.html"), said.out());
    assertEquals(
        0, Said.to(SmallRun.train(folder, fast, "--set", "training.optimizer.Adam.learning_rate=0.01")).code());
  }

  /** The page alone is enough: the study in it names no file. */
  @Test
  void aStudyRunsAgainFromItsPage(@TempDir Path other) throws IOException {
    SmallRun.file(other);
    String yaml =
        """
        base: small.yaml
        set: { training.epochs: 1, data.train_size: 200 }
        grid: { training.batch_size: [10, 40] }
        """;
    Path file = Files.writeString(other.resolve("two.yaml"), yaml);
    Path first = other.resolve("first");
    assertEquals(0, Said.to("study", file.toString(), "--out", first.toString()).code());
    String page = Files.readString(first.resolve("report.html"));
    Matcher link =
        Pattern.compile("download=\"two.yaml\" href=\"data:text/plain;charset=utf-8;base64,([^\"]*)\"").matcher(page);
    assertTrue(link.find());
    Path saved = Files.createDirectories(other.resolve("elsewhere")).resolve("two.yaml");
    Files.write(saved, Base64.getDecoder().decode(link.group(1).replace("&#43;", "+").replace("&#61;", "=")));
    Path again = other.resolve("again");
    Said said = Said.to("study", saved.toString(), "--out", again.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(SmallStudy.results(first), SmallStudy.results(again));
  }

  @Test
  void aTrainingEndsWithItsPageAndItCanBeMadeAgain() throws IOException {
    Path page = slow.resolve("report.html");
    String first = Files.readString(page);
    Files.delete(page);
    Said said = Said.to("report", slow.toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().strip().endsWith("slow/report.html"), said.out());
    assertEquals(first, Files.readString(page));
  }

  /** Tests run in a folder with a folder {@code target}. */
  @Test
  void byItsNameARunGoesBeforeAFolderOfOtherThings(@TempDir Path other) throws IOException {
    String store = "--store=" + other.resolve("runs.db");
    String[] training = SmallRun.train(other, other.resolve("run"), "--name", "target", store, "--epochs", "1");
    assertEquals(0, Said.to(training).code());
    Said said = Said.to("report", "target", store);
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().strip().endsWith("run/report.html"), said.out());
  }

  /** The page has no bit that depends on threads. */
  @Test
  void mistakesAreExplainedOnDemand() throws IOException {
    Path page = folder.resolve("why.html");
    Said said = Said.to("report", slow.toString(), "--explain", "2", "--threads", "1", "--out", page.toString());
    assertEquals(0, said.code(), said.err());
    String html = Files.readString(page);
    assertEquals(3, html.split("<details class=\"why\">", -1).length);
    assertTrue(html.contains("What speaks for") && html.contains("Grad-CAM++"));
    Said.to("report", slow.toString(), "--explain", "2", "--threads", "3", "--out", page.toString());
    assertEquals(html, Files.readString(page));
  }

  @Test
  void onlyThePageOfOneRunExplainsMistakes() {
    Said two = Said.to("report", slow.toString(), fast.toString(), "--explain", "2");
    assertEquals(2, two.code());
    assertTrue(two.err().startsWith("weft: --explain is for the page of one run; leave it out."), two.err());
    Said many = Said.to("report", slow.toString(), "--explain", "61");
    assertEquals(2, many.code());
    assertTrue(many.err().startsWith("weft: --explain must be from 0 to 60; received 61."), many.err());
  }

  @Test
  void twoRunsArePutBesideEachOther() throws IOException {
    Path page = folder.resolve("two.html");
    Said said = Said.to("report", slow.toString(), fast.toString(), "--out", page.toString());
    assertEquals(0, said.code(), said.err());
    String html = Files.readString(page);
    assertTrue(html.contains("learning rate") && html.contains("0.005") && html.contains("0.01"));
    assertTrue(html.contains("McNemar"));
  }

  @Test
  void aStudyEndsWithItsPage() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sizes.yaml"),
            "base: small.yaml\nset: { training.epochs: 1 }\ngrid: { training.batch_size: [10, 40] }\n");
    Path study = folder.resolve("study");
    assertEquals(0, Said.to("study", file.toString(), "--out", study.toString()).code());
    String first = Files.readString(study.resolve("report.html"));
    assertTrue(first.contains("batch size 10"));
    Path own = study.resolve("1-batch_size-10/report.html");
    assertTrue(first.contains("href=\"./1-batch_size-10/report.html\""));
    assertTrue(Files.readString(own).contains("href=\"./../report.html\">Study sizes</a>"));
    Files.delete(own);
    assertEquals(0, Said.to("report", study.toString()).code());
    assertTrue(Files.exists(own));
    assertEquals(first, Files.readString(study.resolve("report.html")));
    Said mixed = Said.to("report", slow.toString(), study.toString());
    assertEquals(2, mixed.code());
    assertTrue(mixed.err().startsWith("weft: runs can be compared, studies cannot;"), mixed.err());
  }

  @Test
  void whatIsNoFinishedRunIsRefused() {
    Said said = Said.to("report", folder.resolve("nothing").toString());
    assertEquals(1, said.code());
    assertTrue(said.err().contains("must be the folder of a finished run"), said.err());
  }
}
