package dev.weft.page.classroom;

import dev.weft.page.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pages of a class show.
 *
 * @param task the data set that the students learn
 * @param classNames of the task
 * @param images how many test images count
 * @param asksCode whether students need the class's code
 * @param handedIn how many networks are there to be judged
 * @param judged how many of them are judged
 * @param isHalted whether judging ended without a judgement of each network
 * @param results empty where the reader must not see them, or there are none yet
 * @param address of the server, as the reader has it
 */
public record ClassView(
    String task,
    List<String> classNames,
    int images,
    boolean asksCode,
    ClassPhase phase,
    int handedIn,
    int judged,
    boolean isHalted,
    Optional<ClassResults> results,
    String address) {
  /** What the pages' scripts begin with. */
  String data() {
    return Script.data(Map.of("phase", phase.name(), "judged", judged, "halted", isHalted));
  }
}
