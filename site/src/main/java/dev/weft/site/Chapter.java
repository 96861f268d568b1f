package dev.weft.site;

import java.util.List;

/**
 * A part of the site's contents.
 *
 * @param title as the contents have it
 * @param documents Markdown files below the root of Weft, in the order of reading; generated ones by their names alone
 */
record Chapter(String title, List<String> documents) {
  /** Written from the schema of experiment files. */
  static final String SETTINGS = "docs/settings.md";

  /** Written from the commands' own help. */
  static final String COMMANDS = "docs/commands.md";

  /** All there is, as a reader needs it. */
  static final List<Chapter> ALL =
      List.of(
          new Chapter("Begin", List.of("README.md", "docs/install.md", "docs/first-network.md", "docs/own-images.md")),
          new Chapter("Data", List.of("docs/data.md", "docs/check.md", "docs/augmentation.md", "docs/tables.md")),
          new Chapter(
              "Train",
              List.of(
                  "docs/experiments.md",
                  "docs/networks.md",
                  "docs/tuning.md",
                  "docs/studies.md",
                  "docs/clusters.md",
                  "docs/fine-tuning.md",
                  "docs/recipes.md")),
          new Chapter(
              "Understand",
              List.of(
                  "docs/runs.md",
                  "docs/trackers.md",
                  "docs/pages.md",
                  "docs/notebooks.md",
                  "docs/charts.md",
                  "docs/explain.md",
                  "docs/explain-outliers.md",
                  "docs/robustness.md")),
          new Chapter(
              "Use",
              List.of("docs/serve.md", "docs/serve-java.md", "docs/java.md", "docs/models.md", "docs/export.md")),
          new Chapter("Reference", List.of(SETTINGS, COMMANDS)),
          new Chapter(
              "Behind it",
              List.of(
                  "docs/performance.md",
                  "docs/reproduction.md",
                  "docs/reports.md",
                  "docs/engine.md",
                  "ARCHITECTURE.md",
                  "CONTRIBUTING.md",
                  "docs/third-party.md")));
}
