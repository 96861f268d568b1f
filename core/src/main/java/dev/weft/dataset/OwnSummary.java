package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.Quoted;
import dev.weft.dataset.OwnParts.Judge;
import dev.weft.image.Preparation;
import dev.weft.image.Resize;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was understood of one's own images, a sentence each: what they are, what they become, and what is unusual. */
final class OwnSummary {
  private static final int MOST_NAMED = 5;

  private final ImageTable table;
  private final OwnParts parts;
  private final String name;
  private final OpenOptions options;
  private final List<String> sentences = new ArrayList<>();

  private OwnSummary(ImageTable table, OwnParts parts, String name, OpenOptions options) {
    this.table = table;
    this.parts = parts;
    this.name = name;
    this.options = options;
  }

  static List<String> of(ImageTable table, OwnParts parts, String name, OpenOptions options) {
    OwnSummary summary = new OwnSummary(table, parts, name, options);
    summary.sentences.add(summary.counts());
    summary.sentences.add(summary.preparation());
    summary.addJudge();
    summary.addUnreadable();
    summary.addColoured();
    summary.addGroups();
    summary.addClasses();
    summary.sentences.addAll(table.notes());
    return summary.sentences;
  }

  private static String images(int count) {
    return Counted.of(count, "image");
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    boolean heldOut = parts.judge() == Judge.HELD_OUT;
    counts.add(number(parts.train()) + " to train on");
    if (parts.validation().size() > 0) {
      counts.add(number(parts.validation()) + " to validate on");
    }
    counts.add(number(parts.test()) + " to test on" + (heldOut ? heldOutHow() : ""));
    return "%s, %s in %s (%s): %s."
        .formatted(
            Counted.of(table.classNames().size(), "class"),
            images(table.samples().size() - table.unreadable().size()),
            name,
            table.format(),
            String.join(", ", counts));
  }

  private static String number(ImageSet set) {
    return String.format(Locale.ROOT, "%,d", set.size());
  }

  private String heldOutHow() {
    String how = parts.train().hasGroups() ? "stratified, groups whole" : "stratified";
    return " (no test part: %s held out, %s)".formatted(Percent.of(options.test()), how);
  }

  private String preparation() {
    Preparation made = table.preparation();
    boolean choseSize = table.looked() > 0 && options.image().height() == null;
    boolean stays = choseSize && !(made.height() == ImageChoice.USUAL_SIZE && made.width() == ImageChoice.USUAL_SIZE);
    String how = made.resize() == Resize.CROP ? "cropped" : made.resize() == Resize.PAD ? "padded" : "stretched";
    String shape =
        String.format(
            Locale.ROOT,
            stays
                ? "Images stay %d x %d pixels, %s; one of another shape is %s to it."
                : "Each image becomes %d x %d pixels, %s, %s to this shape.",
            made.height(),
            made.width(),
            made.channels() == 1 ? "grey" : "in colour",
            how);
    return table.looked() == 0 ? shape : shape + " " + chosen(choseSize, options.image().channels() == null);
  }

  private String chosen(boolean size, boolean channels) {
    String what = size && channels ? "Size and channels were" : size ? "The size was" : "The channels were";
    String setting = size && channels ? "size: [H, W], channels: 1 or 3" : size ? "size: [H, W]" : "channels: 1 or 3";
    return "%s chosen by looking at %s; 'image: { %s }' below 'data' sets %s."
        .formatted(what, images(table.looked()), setting, size && !channels ? "it" : "them");
  }

  private void addJudge() {
    OwnParts.only(table)
        .filter(part -> part != DataPart.TRAIN)
        .ifPresent(part ->
            sentences.add(
                "All images are of the %s part, which divides nothing: they count as images without parts."
                    .formatted(part.word())));
    if (parts.judge() == Judge.VALIDATION) {
      sentences.add("There is no test part, so the validation part is the test part.");
    } else if (parts.judge() == Judge.HELD_OUT && parts.validation().size() > 0) {
      sentences.add(
          "The test images were held out of the training part; with 'test: 0' below 'data' the validation part tests"
              + " instead.");
    }
  }

  private void addUnreadable() {
    int bad = table.unreadable().size();
    if (bad > 0) {
      sentences.add(
          "warning: %s cannot be read and %s left out: %s."
              .formatted(images(bad), bad == 1 ? "is" : "are", ImageDecoding.named(table, MOST_NAMED)));
    }
  }

  private void addColoured() {
    if (table.coloured() > 0) {
      sentences.add(
          "warning: %s %s colours, which grey takes away; 'image: { channels: 3 }' keeps them."
              .formatted(images(table.coloured()), table.coloured() == 1 ? "has" : "have"));
    }
  }

  private void addGroups() {
    Set<String> straddling = parts.straddling();
    if (!straddling.isEmpty()) {
      sentences.add(
          "warning: %s in several parts, such as %s; the parts are as they are given, and the test is no fair one."
              .formatted(
                  Counted.of(straddling.size(), "group stands", "groups stand"),
                  Quoted.value(straddling.iterator().next())));
    }
  }

  private void addClasses() {
    int[] train = parts.train().classCounts();
    int[] validation = parts.validation().classCounts();
    int[] test = parts.test().classCounts();
    IntPredicate isSingle = c -> train[c] + validation[c] + test[c] == 1;
    add(isSingle, "with a single image");
    add(c -> train[c] > 0 && test[c] == 0 && !isSingle.test(c), "without a test image");
  }

  private void add(IntPredicate isSuch, String which) {
    int[] classes = IntStream.range(0, table.classNames().size()).filter(isSuch).toArray();
    if (classes.length > 0) {
      String named =
          IntStream.of(classes)
              .limit(MOST_NAMED)
              .mapToObj(c -> Quoted.line(table.classNames().get(c)))
              .collect(Collectors.joining(", "));
      sentences.add(
          "warning: there %s %s %s: %s%s."
              .formatted(
                  classes.length == 1 ? "is" : "are",
                  Counted.of(classes.length, "class"),
                  which,
                  named,
                  classes.length > MOST_NAMED ? ", ..." : ""));
    }
  }
}
