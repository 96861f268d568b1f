package dev.weft.page.live;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a server has the page of a study. */
public final class StudyAddress {
  private StudyAddress() {}

  /**
   * @param study its name
   */
  public static String of(String study) {
    return "/studies/" + encoded(study) + "/";
  }

  /** A name as a part of a path. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
