package dev.weft.page.draw;

import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.ServedPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page on which one draws, or gives images, and sees what networks predict.
 *
 * @param networks those that can be asked, in their order
 * @param isReady whether no more of them is being read
 */
public record DrawPage(List<Network> networks, boolean isReady) {
  /**
   * A network that can be asked.
   *
   * @param name as the server has it
   * @param classNames one for each class
   * @param isLightOnDark whether it learned light things on a dark ground, as MNIST's digits
   */
  public record Network(String name, List<String> classNames, boolean isLightOnDark) {}

  /** As a server sends it. */
  public ServedPage served() {
    Page page = Page.of("draw/page.jte", this);
    return networks.isEmpty()
        ? ServedPage.of(page)
        : ServedPage.of(page, "ask", "pad", "camera", "files", "answers", "folder", "draw");
  }

  String data() {
    return Script.data(
        Map.of(
            "networks",
            networks.stream()
                .map(network -> {
                  Map<String, Object> data = new LinkedHashMap<>();
                  data.put("name", network.name());
                  data.put("classes", network.classNames());
                  data.put("ground", network.isLightOnDark() ? "dark" : "light");
                  return data;
                })
                .toList()));
  }
}
