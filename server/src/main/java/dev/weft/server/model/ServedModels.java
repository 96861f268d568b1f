package dev.weft.server.model;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.server.http.Refusal;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.metrics.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The networks that a server answers with. A thread looks each second whether their files have changed, new ones have
 * come or some are gone.
 *
 * <pre>{@code
 * models.ask("b-cnn", OptionalLong.empty(), version -> version.classifier().classify(image));
 * }</pre>
 */
public final class ServedModels implements AutoCloseable {
  private static final long LOOK_MILLISECONDS = 1_000;

  /** More would fill the memory of a small machine before anybody asks one of them. */
  private static final int MOST = 100;

  private final Consumer<String> log;
  private final List<ModelPlace> places;
  private final Map<String, ServedModel> models = new ConcurrentSkipListMap<>();
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final Thread looking = Thread.ofPlatform().daemon().name("models").unstarted(this::look);

  private ServedModels(List<ModelPlace> places, Consumer<String> log) {
    this.places = places;
    this.log = log;
  }

  /**
   * Begins to read the networks, and returns before that is done.
   *
   * @param places each a folder, a file, a run, or NAME= one of these
   * @param store where runs are recorded
   * @param log takes a sentence for each network that begins to serve or cannot be read
   * @throws WeftException if there is no such place, or if two networks have one name
   */
  public static ServedModels open(List<String> places, String store, Consumer<String> log) {
    ServedModels models = new ServedModels(places.stream().map(typed -> ModelPlace.of(typed, store)).toList(), log);
    models.requireDistinct(models.files());
    models.looking.start();
    return models;
  }

  private List<ModelFile> files() {
    return places.stream().flatMap(place -> place.files().stream()).toList();
  }

  private void requireDistinct(List<ModelFile> files) {
    Map<String, Path> distinct = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (ModelFile file : files) {
      names.add(file.name());
      Path other = distinct.putIfAbsent(file.name() + "/" + file.version(), file.path());
      if (other != null && !other.equals(file.path())) {
        throw new WeftException(
            "each network has a name of its own; received '%s' for %s and for %s; name one otherwise by NAME=FILE."
                .formatted(file.name(), other, file.path()));
      }
    }
    if (names.size() > MOST) {
      throw new WeftException(
          "at most %s networks are served; received %s; name those that are wanted by NAME=FILE."
              .formatted(MOST, names.size()));
    }
  }

  private void look() {
    try {
      while (!Thread.interrupted()) {
        List<ModelFile> files = files();
        look(files, firstLook.getCount() > 0);
        forget(files);
        firstLook.countDown();
        Thread.sleep(LOOK_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void look(List<ModelFile> files, boolean first) {
    for (ModelFile file : files) {
      if (models.size() < MOST || models.containsKey(file.name())) {
        models.computeIfAbsent(file.name(), name -> new ServedModel(name, log)).look(file, first);
      }
    }
  }

  private void forget(List<ModelFile> files) {
    Map<String, Set<Long>> found =
        files.stream()
            .collect(
                Collectors.groupingBy(ModelFile::name, Collectors.mapping(ModelFile::version, Collectors.toSet())));
    models.values().forEach(model -> model.keepOnly(found.getOrDefault(model.name(), Set.of())));
  }

  /** Adds figures of the networks: what serves, since when, and how often a file could not be read. */
  public void addTo(Metrics metrics) {
    metrics.gauges(
        "weft_model_info",
        "1 for each version that serves, with the SHA-256 of its file.",
        () -> samples(version -> 1, true));
    metrics.gauges(
        "weft_model_age_seconds",
        "Since when a version serves.",
        () -> samples(version -> Duration.between(version.loaded(), Instant.now()).toMillis() / 1e3, false));
    metrics.counters(
        "weft_model_read_failures_total",
        "How often the file of a network could not be read.",
        () ->
            models.values().stream()
                .map(model -> new Sample(Map.of("model", model.name()), model.failures()))
                .toList());
  }

  private List<Sample> samples(ToDoubleFunction<ModelVersion> value, boolean withHash) {
    List<Sample> samples = new ArrayList<>();
    for (ServedModel model : models.values()) {
      for (ModelVersion version : model.versions()) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("model", model.name());
        labels.put("version", String.valueOf(version.number()));
        if (withHash) {
          labels.put("sha256", version.sha256());
        }
        samples.add(new Sample(labels, value.applyAsDouble(version)));
      }
    }
    return samples;
  }

  /** Whether all have been read, or are known not to be readable. */
  public boolean isReady() {
    return firstLook.getCount() == 0;
  }

  /** Waits until {@link #isReady}. */
  public void awaitReady() throws InterruptedException {
    firstLook.await();
  }

  /** All, by name. */
  public List<ServedModel> all() {
    return List.copyOf(models.values());
  }

  /**
   * One of them.
   *
   * @throws Refusal with 404 if there is none of this name
   */
  public ServedModel get(String name) {
    ServedModel model = models.get(name);
    if (model == null && !isReady()) {
      throw loading(name);
    }
    if (model == null) {
      throw new Refusal(
          404,
          models.isEmpty()
              ? "no network is served; start the server with --models."
              : "there is no network '%s'; %s".formatted(Quoted.text(name), Spelling.known(name, models.keySet())));
    }
    return model;
  }

  /**
   * The only one, where the request names none.
   *
   * @throws Refusal if there is none, or several
   */
  public ServedModel only() {
    if (!isReady()) {
      throw loading("");
    }
    if (models.size() > 1) {
      throw new Refusal(
          400, "several networks are served: %s; ask /predict/NAME.".formatted(Quoted.list(models.keySet())));
    }
    return get(models.isEmpty() ? "" : models.keySet().iterator().next());
  }

  private static Refusal loading(String name) {
    return new Refusal(
        503,
        "%s not been read yet; ask again in a second."
            .formatted(name.isEmpty() ? "the networks have" : "the network '" + Quoted.text(name) + "' has"));
  }

  /**
   * The version that answers.
   *
   * @param number empty for the latest
   * @throws Refusal if there is none
   */
  public ModelVersion version(String name, OptionalLong number) {
    ServedModel model = get(name);
    List<ModelVersion> versions = model.versions();
    if (versions.isEmpty()) {
      throw model.problems().isEmpty()
          ? loading(name)
          : new Refusal(
              503, "the network '%s' cannot be read: %s".formatted(name, String.join(" ", model.problems().values())));
    }
    if (number.isEmpty()) {
      return versions.getFirst();
    }
    return versions.stream()
        .filter(version -> version.number() == number.getAsLong())
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                404,
                "there is no version %s of '%s'; there are %s."
                    .formatted(
                        number.getAsLong(), name, Quoted.list(versions.stream().map(ModelVersion::number).toList()))));
  }

  /**
   * Asks a version, which stays open meanwhile.
   *
   * @throws Refusal as {@link #version}
   */
  public <T> T ask(String name, OptionalLong number, Function<ModelVersion, T> question) {
    while (true) {
      ModelVersion version = version(name, number);
      if (version.enter()) {
        try {
          return question.apply(version);
        } finally {
          version.leave();
        }
      }
    }
  }

  @Override
  public void close() {
    looking.interrupt();
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    models.values().forEach(ServedModel::close);
  }
}
