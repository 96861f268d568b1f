package dev.weft.cli.cluster;

import java.util.jar.Attributes;

/**
 * What module spark was built with, as its pom and then its jar's manifest say.
 *
 * @param spark of Spark, such as 4.2.0
 * @param scala of Scala's library, such as 2.13.18: Maven would take an older one, with which data frames fail
 * @param dependencyPlugin of the Maven plugin that copies libraries
 */
record SparkVersions(String spark, String scala, String dependencyPlugin) {
  static SparkVersions of(Attributes manifest) {
    return new SparkVersions(
        manifest.getValue("Spark-Version"),
        manifest.getValue("Scala-Version"),
        manifest.getValue("Dependency-Plugin-Version"));
  }

  /** The part of Scala's version that Spark's jars have in their names, such as 2.13. */
  String scalaBinary() {
    return scala.substring(0, scala.lastIndexOf('.'));
  }

  /** A project of Maven whose libraries are Spark's. */
  String pom() {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>dev.weft</groupId>
      <artifactId>spark-libraries</artifactId>
      <version>%s</version>
      <packaging>pom</packaging>
      <dependencies>
    %s%s%s  </dependencies>
    </project>
    """
        .formatted(
            spark,
            dependency("org.apache.spark", "spark-sql_" + scalaBinary(), spark),
            dependency("org.apache.spark", "spark-mllib_" + scalaBinary(), spark),
            dependency("org.scala-lang", "scala-library", scala));
  }

  private static String dependency(String group, String artifact, String version) {
    return "    <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>\n"
        .formatted(group, artifact, version);
  }
}
