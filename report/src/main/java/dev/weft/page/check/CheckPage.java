package dev.weft.page.check;

import dev.weft.Quoted;
import dev.weft.chart.ClassNames;
import dev.weft.check.DataCheck;
import dev.weft.check.Finding;
import dev.weft.check.Severity;
import dev.weft.dataset.ImageSet;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The page of a data check: what was found, with the images, and what to do about it. */
public final class CheckPage {
  private static final int MOST_MEANS = 1000;

  private final DataCheck check;
  private final String name;
  private final List<String> classNames;
  private final CheckImages images;
  private final Sprite means;

  private CheckPage(DataCheck check, String name) {
    this.check = check;
    this.name = Quoted.text(name);
    this.classNames = ClassNames.shown(check.classNames());
    this.images = CheckImages.of(check);
    ImageSet all = check.meanImages();
    int[] shown = IntStream.range(0, Math.min(MOST_MEANS, all.size())).toArray();
    this.means = Sprite.of(all, shown, Integer.MAX_VALUE);
  }

  /**
   * Makes the page.
   *
   * @param check whose source is still open
   * @param name of the data set
   */
  public static Page of(DataCheck check, String name) {
    return Page.of("check/page.jte", new CheckPage(check, name));
  }

  String name() {
    return name;
  }

  String verdict() {
    return check.verdict();
  }

  String subject() {
    return check.subject() + ".";
  }

  CheckImages images() {
    return images;
  }

  List<KeyNumber> numbers() {
    int left = check.size() - check.kept().size();
    return List.of(
        new KeyNumber("Problems", Numbers.count(findings(Severity.PROBLEM).size()), "to solve before training"),
        new KeyNumber(
            "Things to know of", Numbers.count(findings(Severity.NOTE).size()), "which may be as they should"),
        new KeyNumber("Images", Numbers.count(check.size()), "of " + Numbers.count(classNames.size()) + " classes"),
        new KeyNumber("Bad images", Numbers.count(left), "which --fix leaves out"));
  }

  List<FoundImages> findings(Severity severity) {
    return check.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(finding -> new FoundImages(finding, id(finding), images))
        .toList();
  }

  private String id(Finding finding) {
    return "finding-" + check.findings().indexOf(finding);
  }

  // ---- classes

  boolean hasMean(int label) {
    return label < means.count();
  }

  Sprite means() {
    return means;
  }

  /** {@code width / height} of a mean image. */
  String aspect() {
    return Numbers.place((double) means.width() / means.height());
  }

  List<String> classNames() {
    return classNames;
  }

  Table classes() {
    List<String> columns = new ArrayList<>(List.of("Class"));
    check.parts().forEach(part -> columns.add(check.hasParts() ? "Images in " + part.word() : "Images"));
    List<int[]> counts = check.parts().stream().map(check::classCounts).toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(classNames.get(label))));
      for (int[] part : counts) {
        row.add(Cell.of((long) part[label]));
      }
      rows.add(row);
    }
    return new Table("Images of each class", columns, rows);
  }

  /** How many images a class has. */
  String count(int label) {
    return Numbers.of(check.parts().stream().mapToInt(part -> countOf(part, label)).sum(), "image");
  }

  private int countOf(DataPart part, int label) {
    return check.classCounts(part)[label];
  }

  // ---- the whole

  String command() {
    return "weft data check " + name + " --page";
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    add(sections, Severity.PROBLEM, "problems", "Problems");
    add(sections, Severity.NOTE, "notes", "To know of");
    sections.add(new Section("means", "Classes"));
    if (!images.leastLike().isEmpty()) {
      sections.add(new Section("least", "Least like their class"));
    }
    sections.add(new Section("again", "Again"));
    return sections;
  }

  private void add(List<Section> sections, Severity severity, String id, String title) {
    List<FoundImages> found = findings(severity);
    if (!found.isEmpty()) {
      sections.add(new Section(id, title));
      found.forEach(one -> sections.add(new Section(one.id(), one.title(), true)));
    }
  }

  String data() {
    return Script.data(Map.of());
  }
}
