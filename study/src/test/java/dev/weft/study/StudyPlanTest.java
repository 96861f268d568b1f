package dev.weft.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StudyPlanTest {
  @SuppressWarnings("unused") // by the test below
  static final java.util.List<String> REPORTS = StudyFile.BUILT_IN;

  private static Study again(Study study) {
    return StudyPlan.read(StudyPlan.text(study).getBytes(UTF_8), "plan.json");
  }

  @ParameterizedTest
  @FieldSource("REPORTS")
  void aPlanIsTheStudy(String report) {
    Study study = StudyFile.read(report);
    assertEquals(study, again(study));
  }

  @Test
  void allThatMayVaryIsInIt() {
    Study study =
        StudyFile.parse(
            "x.yaml",
            """
            base: d-1
            variants: { small: { model.1.Dense.units: 8 }, "one, \\"two\\"": {} }
            random:
              training.optimizer: [Adam, { SGD: { momentum: 0.9 } }]
              training.batch_size: { Whole: { low: 8, high: 64 } }
              trials: 3
            robustness: true
            repeats: 2
            select: { metric: loss }
            halving: { factor: 2 }
            """,
            Path.of(""));
    assertEquals(study, again(study));
  }

  /** As plans were before they had the cost of recipes. */
  static String ofBefore(String plan) {
    String before = plan.replaceAll("\\s*\"multiply_adds_of_an_image\" : [^,]+,", "");
    assertNotEquals(plan, before);
    return before;
  }

  @Test
  void aPlanOfBeforeIsRead() {
    Study study = StudyFile.read("report-d");
    assertEquals(study, StudyPlan.read(ofBefore(StudyPlan.text(study)).getBytes(UTF_8), "plan.json"));
  }

  @Test
  void anotherFileIsRefused() {
    assertThrows(WeftException.class, () -> StudyPlan.read("{\"parts\": 5}".getBytes(UTF_8), "plan.json"));
    assertThrows(WeftException.class, () -> StudyPlan.read("{}".getBytes(UTF_8), "plan.json"));
  }
}
