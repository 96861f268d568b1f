package dev.weft.page;

import dev.weft.dataset.ImageDataset;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a run's figures were measured on. */
public record Provenance(FinishedRun run) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** Whether these are the images of the run. */
  public boolean isOf(ImageDataset data) {
    return checksum().equals(data.checksum());
  }

  /** The data set's, in hexadecimal digits; empty where the run does not know it. */
  public String checksum() {
    return run.provenance().datasetChecksum();
  }

  public String version() {
    return text("weft");
  }

  public String finished() {
    return moment("finished");
  }

  /** What was trained on what, when, by what; the most important first. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.addAll(aboutData());
    add(facts, "Images", images());
    add(facts, "Seed", text("seed"));
    add(facts, "Trained", trained());
    facts.addAll(aboutMachine());
    add(facts, "Folder", run.folder().toString());
    add(facts, "Run", text("id"));
    run.metrics().files().forEach((file, checksum) -> add(facts, file + ", SHA-256", checksum));
    return facts;
  }

  /** Which images. */
  public List<Fact> aboutData() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Data set", text("dataset", "name"));
    add(facts, "Data, SHA-256", checksum());
    add(facts, "Data from", text("dataset", "origin"));
    return facts;
  }

  /** Which program, where. */
  public List<Fact> aboutMachine() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Weft", text("weft") + " on " + text("java") + ", " + text("system"));
    add(facts, "Threads", text("threads") + (text("simd").isEmpty() ? "" : ", " + text("simd")));
    return facts;
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  /** How many images each part has. */
  public String images() {
    String validation = count(DataPart.VALIDATION);
    return "%s images to train on, %s, %s to test on"
        .formatted(
            count(DataPart.TRAIN),
            validation.equals("0")
                ? "none to validate on"
                : "%s to validate on (%s)".formatted(validation, text("split", DataPart.VALIDATION.word())),
            count(DataPart.TEST));
  }

  private String trained() {
    return "%s, in %s%s"
        .formatted(
            moment("finished"),
            Numbers.time(run.metrics().seconds()),
            text("resumed").equals("true") ? ", taken up again after an interruption" : "");
  }

  private String count(DataPart part) {
    OptionalInt count = run.provenance().countOf(part);
    return count.isPresent() ? Numbers.count(count.getAsInt()) : "?";
  }

  private String moment(String name) {
    try {
      return MINUTES.format(Instant.parse(text(name)));
    } catch (DateTimeParseException e) {
      return text(name);
    }
  }

  private String text(String... path) {
    return run.provenance().text(path);
  }
}
