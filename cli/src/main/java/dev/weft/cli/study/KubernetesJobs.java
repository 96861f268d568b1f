package dev.weft.cli.study;

import dev.weft.cli.options.ExitCode;
import dev.weft.experiment.Yaml;
import dev.weft.study.TrialArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Manifests for Kubernetes: the study's file as a ConfigMap, and Jobs. The volume is mounted where the folders are on
 * this machine, so that all paths stay as they are.
 *
 * @param folders that the jobs need, absolute
 * @param threads of each training
 * @param atOnce the most trainings at once; empty for {@link #USUAL_PARALLELISM}
 */
record KubernetesJobs(TrialArray array, JobCommand command, List<Path> folders, int threads, OptionalInt atOnce) {
  /** Fewer than the connections that PostgreSQL has if nobody says otherwise. */
  private static final int USUAL_PARALLELISM = 50;

  private static final int RETRIES = 3;
  private static final String MEMORY = "4Gi";
  private static final String CONTAINER = "weft";
  private static final String CONFIG = "/etc/weft";

  /** A Pod's name has 63 characters, of which an index and an ending take some. */
  private static final int LONGEST_NAME = 40;

  /** The longest that Weft waits for a step and its checkpoint. */
  private static final int GRACE_SECONDS = 130;

  /** A machine that is drained or lost is nobody's failure. */
  private static final Map<String, Object> IGNORE_DISRUPTION =
      rule("Ignore", "onPodConditions", List.of(Map.of("type", "DisruptionTarget")));

  /** As Kubernetes takes names: small letters, digits and hyphens. */
  String name() {
    String plain = array.study().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    return "weft-" + cut.replaceFirst("-+$", "");
  }

  /** An Indexed Job: each index trains one training. */
  String training() {
    int trials = array.trials().size();
    List<Map<String, Object>> rules =
        List.of(
            IGNORE_DISRUPTION,
            rule("FailIndex", "onExitCodes", exit(ExitCode.TRIAL_FAILED)),
            rule("FailJob", "onExitCodes", exit(ExitCode.WRONG_USE)));
    Map<String, Object> spec =
        ordered(
            "completionMode",
            "Indexed",
            "completions",
            trials,
            "parallelism",
            Math.min(trials, atOnce.orElse(USUAL_PARALLELISM)),
            "backoffLimitPerIndex",
            RETRIES,
            "podFailurePolicy",
            Map.of("rules", rules),
            "template",
            template(command.trial(file(), "$JOB_COMPLETION_INDEX", String.valueOf(threads))));
    return head("Trains the study; each index one training, as trials.csv numbers them.")
        + Yaml.text(configMap())
        + "---\n"
        + Yaml.text(job(name(), spec));
  }

  /** What writes the results down when the array has ended. */
  String collection() {
    Map<String, Object> spec =
        ordered(
            "backoffLimit",
            0, // that a training failed is a result
            "podFailurePolicy",
            Map.of("rules", List.of(IGNORE_DISRUPTION)),
            "template",
            template(command.collection(file(), String.valueOf(threads))));
    return head("Writes the results down; apply it when the other Job has ended.")
        + Yaml.text(job(name() + "-collect", spec));
  }

  private String file() {
    return CONFIG + "/" + array.study().name() + ".yaml";
  }

  private String head(String what) {
    return """
    # %s
    # Change what your cluster wants otherwise: the image, the claim of the shared volume, memory.
    """
            .formatted(what)
        + (command.hasServer()
            ? "# The password of the store is the Secret 'weft-store': kubectl create secret generic weft-store"
                + " --from-literal=password=...\n"
            : "");
  }

  private static Map<String, Object> rule(String action, String condition, Object value) {
    return ordered("action", action, condition, value);
  }

  private static Map<String, Object> exit(int code) {
    return ordered("containerName", CONTAINER, "operator", "In", "values", List.of(code));
  }

  /** Keys and values by turns, as a reader wants them. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private Map<String, Object> configMap() {
    Map<String, Object> data = Map.of(array.study().name() + ".yaml", array.study().yaml());
    return ordered("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name()), "data", data);
  }

  private static Map<String, Object> job(String name, Map<String, Object> spec) {
    return ordered("apiVersion", "batch/v1", "kind", "Job", "metadata", Map.of("name", name), "spec", spec);
  }

  private Map<String, Object> template(String words) {
    Map<String, Object> resources = ordered("cpu", String.valueOf(threads), "memory", MEMORY);
    List<Map<String, Object>> mounts = new ArrayList<>(List.of(mount("study", Path.of(CONFIG))));
    List<Map<String, Object>> volumes = new ArrayList<>(List.of(volume("study", "configMap", "name", name())));
    List<Path> shared = mounted();
    for (int i = 0; i < shared.size(); i++) {
      String volume = i == 0 ? "shared" : "shared-" + (i + 1);
      mounts.add(mount(volume, shared.get(i)));
      volumes.add(volume(volume, "persistentVolumeClaim", "claimName", volume.replace("shared", "weft")));
    }
    Map<String, Object> container =
        ordered(
            "name",
            CONTAINER,
            "image",
            "weft",
            "command",
            List.of("sh", "-c", ("exec weft " + words).replace("$(", "$$(")),
            "env",
            environment(),
            "resources",
            ordered("requests", resources, "limits", resources),
            "volumeMounts",
            mounts);
    return Map.of(
        "spec",
        ordered(
            "restartPolicy",
            "Never",
            "terminationGracePeriodSeconds",
            GRACE_SECONDS,
            "containers",
            List.of(container),
            "volumes",
            volumes));
  }

  /** The cache is shared, so that a named data set is fetched once. */
  private List<Map<String, Object>> environment() {
    Map<String, Object> cache =
        ordered("name", "XDG_CACHE_HOME", "value", command.out().resolveSibling(".cache").toString());
    Map<String, Object> key = ordered("name", "weft-store", "key", "password", "optional", true);
    Map<String, Object> password = ordered("name", JobCommand.PASSWORD, "valueFrom", Map.of("secretKeyRef", key));
    return command.hasServer() ? List.of(cache, password) : List.of(cache);
  }

  private static Map<String, Object> mount(String volume, Path path) {
    return ordered("name", volume, "mountPath", path.toString());
  }

  private static Map<String, Object> volume(String name, String kind, String key, String value) {
    return ordered("name", name, kind, Map.of(key, value));
  }

  /** The folder that all have in common, or, where that is the root, each that is in no other of them. */
  List<Path> mounted() {
    Path common = folders.getFirst();
    for (Path folder : folders) {
      while (!folder.startsWith(common)) {
        common = common.getParent();
      }
    }
    return common.getParent() != null
        ? List.of(common)
        : folders.stream()
            .distinct()
            .filter(one -> folders.stream().noneMatch(other -> !one.equals(other) && one.startsWith(other)))
            .toList();
  }
}
