package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void namesEveryMetricInOrder() throws IOException {
    Golden golden = named("ten classes");
    Map<String, Double> metrics = Metrics.of(golden.predictions());
    assertEquals(
        List.of(
            "accuracy",
            "log_loss",
            "f1_micro",
            "f1_macro",
            "f1_weighted",
            "precision_macro",
            "recall_macro",
            "roc_auc_ovo",
            "roc_auc_ovo_weighted",
            "roc_auc_ovr",
            "roc_auc_ovr_weighted",
            "top_3",
            "top_5",
            "balanced_accuracy",
            "cohen_kappa",
            "matthews"),
        List.copyOf(metrics.keySet()));
    golden.check("/accuracy", metrics.get("accuracy"));
    golden.check("/log_loss", metrics.get("log_loss"));
    golden.check("/micro/f1", metrics.get("f1_micro"));
    golden.check("/macro/f1", metrics.get("f1_macro"));
    golden.check("/weighted/f1", metrics.get("f1_weighted"));
    golden.check("/macro/precision", metrics.get("precision_macro"));
    golden.check("/macro/recall", metrics.get("recall_macro"));
    golden.check("/roc_auc_ovo_macro", metrics.get("roc_auc_ovo"));
    golden.check("/roc_auc_ovo_weighted", metrics.get("roc_auc_ovo_weighted"));
    golden.check("/roc_auc_ovr_macro", metrics.get("roc_auc_ovr"));
    golden.check("/roc_auc_ovr_weighted", metrics.get("roc_auc_ovr_weighted"));
    golden.check("/top_3", metrics.get("top_3"));
    golden.check("/balanced_accuracy", metrics.get("balanced_accuracy"));
    golden.check("/cohen_kappa", metrics.get("cohen_kappa"));
    golden.check("/matthews", metrics.get("matthews"));
  }

  @Test
  void leavesOutWhatIsUndefinedOrSaysNothing() throws IOException {
    Map<String, Double> metrics = Metrics.of(named("one class only, always right").predictions());
    assertEquals(
        List.of(
            "accuracy",
            "log_loss",
            "f1_micro",
            "f1_macro",
            "f1_weighted",
            "precision_macro",
            "recall_macro",
            "balanced_accuracy",
            "matthews"),
        List.copyOf(metrics.keySet()));
  }

  private static Golden named(String name) throws IOException {
    return Golden.cases().filter(golden -> golden.toString().equals(name)).findFirst().orElseThrow();
  }
}
