package dev.weft.page;

import dev.weft.config.Config;
import dev.weft.dataset.DataPart;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.run.FinishedRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    Experiment experiment = run.experiment();
    List<Fact> facts = new ArrayList<>();
    add(facts, "About", experiment.description());
    facts.addAll(aboutData());
    add(facts, "Images", images());
    add(facts, "Network", Numbers.count(run.metrics().parameters()) + " parameters");
    add(facts, "Learning", learning());
    add(facts, "Seed", text("seed"));
    add(facts, "Trained", trained());
    facts.addAll(aboutMachine());
    add(facts, "Folder", run.folder().toString());
    return facts;
  }

  /** Which images. */
  public List<Fact> aboutData() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Data set", text("dataset", "name"));
    add(facts, "Data checksum", "SHA-256 " + checksum());
    add(facts, "Data from", text("dataset", "origin"));
    return facts;
  }

  /** Which program, where. */
  public List<Fact> aboutMachine() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Weft", text("weft") + " on " + text("java") + ", " + text("system"));
    add(facts, "Threads", text("threads") + ", " + text("simd"));
    return facts;
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  private String images() {
    return "%s to train on, %s to validate on (%s), %s to test on"
        .formatted(
            count(DataPart.TRAIN),
            count(DataPart.VALIDATION),
            text("split", DataPart.VALIDATION.word()),
            count(DataPart.TEST));
  }

  private String learning() {
    Experiment experiment = run.experiment();
    return String.format(
        Locale.ROOT,
        "%s, %s, %s of %d, batches of %d",
        Config.kind(experiment.training().optimizer()),
        Config.kind(experiment.training().loss()),
        Numbers.of(run.metrics().epochs().size(), "epoch"),
        experiment.training().epochs(),
        experiment.training().batchSize());
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
