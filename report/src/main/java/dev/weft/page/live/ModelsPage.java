package dev.weft.page.live;

import dev.weft.Quoted;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Section;
import dev.weft.page.ServedPage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks that a server answers with, and how to ask each.
 *
 * @param networks by name
 * @param server its address as the reader's browser names it, such as {@code http://127.0.0.1:8080}
 * @param isReady whether no more of them is being read
 * @param asksToken whether a request must show the server's token
 */
public record ModelsPage(List<Network> networks, String server, boolean isReady, boolean asksToken) {
  private static final int MOST_CLASSES = 10;
  private static final int SHORT_HASH = 8;

  /**
   * A network by its name.
   *
   * @param image (height, width, channels) of the images that it takes; empty while no version serves
   * @param classNames one for each class; empty while no version serves
   * @param versions those that serve, the latest first
   * @param problems why a file does not serve as it is now, a sentence each
   */
  public record Network(
      String name, List<Integer> image, List<String> classNames, List<Version> versions, List<String> problems) {
    /** As the paths of the server have it. */
    public String encoded() {
      return StudyAddress.encoded(name);
    }

    /** What it takes, in words. */
    public String takes() {
      String channels =
          switch (image.getLast()) {
            case 1 -> "grey";
            case 3 -> "colour";
            default -> image.getLast() + " channels";
          };
      return "%s×%s pixels, %s".formatted(image.getFirst(), image.get(1), channels);
    }

    /** How many classes, and the first of them. */
    public String classes() {
      int more = classNames.size() - MOST_CLASSES;
      String first = Quoted.list(classNames.subList(0, Math.min(MOST_CLASSES, classNames.size())));
      return Numbers.count(classNames.size())
          + ": "
          + first
          + (more > 0 ? " and " + Numbers.count(more) + " more" : "");
    }
  }

  /**
   * A version of a network.
   *
   * @param number from 1 on
   * @param since when it began to serve, in words
   * @param sha256 of its file, in hexadecimal digits
   * @param file its name without the folder
   */
  public record Version(long number, String since, String sha256, String file) {
    public String shortHash() {
      return sha256.substring(0, SHORT_HASH);
    }
  }

  public ServedPage served() {
    return ServedPage.of(Page.of("live/models.jte", this));
  }

  /** One for each network where there are several. */
  public List<Section> contents() {
    return networks.size() < 2
        ? List.of()
        : IntStream.range(0, networks.size()).mapToObj(i -> new Section(id(i), networks.get(i).name)).toList();
  }

  public String id(int network) {
    return "network-" + network;
  }

  /** What asks a network about an image file. */
  public String command(Network network) {
    String header = asksToken ? "-H 'Authorization: Bearer TOKEN' " : "";
    return "curl --data-binary @image.png " + header + Quoted.argument(server + "/predict/" + network.encoded());
  }
}
