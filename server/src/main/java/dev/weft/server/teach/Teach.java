package dev.weft.server.teach;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.Classification;
import dev.weft.image.TooManyPixels;
import dev.weft.page.teach.TeachPage;
import dev.weft.server.http.EventStream;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.WorkQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Pages on which people teach a network classes of their own, by images that stay on this machine. */
public final class Teach implements AutoCloseable {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final int LOOK_MILLIS = 150;

  private final Path folder;
  private final Optional<Path> base;
  private final String store;
  private final String user;
  private final WorkQueue work;
  private final Trainings trainings;
  private final TaughtClassifiers classifiers = new TaughtClassifiers();
  private final Map<String, Lesson> lessons = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> changes = new ConcurrentHashMap<>();

  /**
   * @param folder in which lessons are kept; made when there is one
   * @param base the file of a network that knows many images, to begin with; empty for small networks
   * @param store where runs are kept, and whose they are
   * @param threads that train, 1 or more
   * @param work where predictions wait for their turn
   */
  public Teach(Path folder, Optional<Path> base, String store, String user, int threads, WorkQueue work) {
    this.folder = folder;
    this.base = base;
    this.store = store;
    this.user = user;
    this.work = work;
    this.trainings = new Trainings(base, threads, this::changed);
  }

  public void addTo(Routes routes) {
    routes
        .get("/teach", request -> page(""))
        .post("/teach", request -> Response.json(Map.of("lesson", Lesson.begin(folder).id())))
        .get("/teach/{lesson}", request -> page(lesson(request).id()))
        .get("/teach/{lesson}/events", request -> events(lesson(request)))
        .get("/teach/{lesson}/images/{class}/{file}", this::image)
        .get("/teach/{lesson}/{name}.keras", this::model)
        .ask("/teach/{lesson}/predict", this::predict)
        .post("/teach/{lesson}/class", this::addClass)
        .post("/teach/{lesson}/class/{class}/rename", this::renameClass)
        .post("/teach/{lesson}/class/{class}/remove", this::removeClass)
        .post("/teach/{lesson}/class/{class}/image", this::addImage)
        .post("/teach/{lesson}/class/{class}/image/{file}/remove", this::removeImage)
        .post("/teach/{lesson}/train", this::train)
        .post("/teach/{lesson}/stop", this::stop)
        .post("/teach/{lesson}/keep", this::keep);
  }

  private Response page(String lesson) {
    String beginsWith = base.map(file -> file.getFileName().toString()).orElse("");
    return Response.html(new TeachPage(lesson, beginsWith).served());
  }

  /** The same object for all requests, as its lock guards its files. */
  private Lesson lesson(Request request) {
    Lesson found = Lesson.of(folder, request.variable("lesson"));
    return lessons.computeIfAbsent(found.id(), id -> found);
  }

  /** The whole state at once, then again whenever it is another one. */
  private Response events(Lesson lesson) {
    return new Response.Events(stream -> follow(lesson, stream));
  }

  private void follow(Lesson lesson, EventStream stream) {
    long seen = -1;
    while (stream.isOpen()) {
      long now = changes.computeIfAbsent(lesson.id(), id -> new AtomicLong()).get();
      if (now != seen) {
        seen = now;
        stream.send(String.valueOf(now), "lesson", Response.MAPPER.writeValueAsString(state(lesson)));
      }
      stream.pause(LOOK_MILLIS);
    }
  }

  private void changed(String lesson) {
    changes.computeIfAbsent(lesson, id -> new AtomicLong()).incrementAndGet();
  }

  private LessonState state(Lesson lesson) {
    return LessonState.of(lesson, trainings);
  }

  private Response done(Lesson lesson) {
    changed(lesson.id());
    return Response.json(state(lesson));
  }

  // ---- classes and images

  private static String asked(Request request, String name) {
    return Optional.ofNullable(request.query().get(name))
        .map(String::strip)
        .orElseThrow(() -> new Refusal(400, "the address needs ?%s=... behind it.".formatted(name)));
  }

  private Response addClass(Request request) {
    Lesson lesson = lesson(request);
    lesson.addClass(asked(request, "name"));
    return done(lesson);
  }

  private Response renameClass(Request request) {
    Lesson lesson = lesson(request);
    lesson.renameClass(request.variable("class"), asked(request, "name"));
    return done(lesson);
  }

  private Response removeClass(Request request) {
    Lesson lesson = lesson(request);
    lesson.removeClass(request.variable("class"));
    return done(lesson);
  }

  private Response addImage(Request request) throws IOException {
    Lesson lesson = lesson(request);
    String file = lesson.addImage(request.variable("class"), request.body());
    changed(lesson.id());
    return Response.json(Map.of("file", file));
  }

  private Response removeImage(Request request) {
    Lesson lesson = lesson(request);
    lesson.removeImage(request.variable("class"), request.variable("file"));
    return done(lesson);
  }

  private Response image(Request request) {
    byte[] content = lesson(request).image(request.variable("class"), request.variable("file"));
    return Response.of(200, content[0] == (byte) 0x89 ? "image/png" : "image/jpeg", content);
  }

  // ---- networks

  private Response train(Request request) {
    Lesson lesson = lesson(request);
    String name = asked(request, "name");
    if (!name.matches(NAME)) {
      throw new Refusal(
          400,
          "a network is named by 1 to 64 letters without accents, digits, dots, hyphens and underscores, and begins"
              + " with a letter or digit; received "
              + Quoted.value(name)
              + ".");
    }
    LessonState.missing(lesson.classes())
        .ifPresent(sentence -> {
          throw new Refusal(409, sentence);
        });
    trainings.begin(lesson, name);
    return done(lesson);
  }

  private Response stop(Request request) {
    Lesson lesson = lesson(request);
    trainings.stop(lesson.id());
    return done(lesson);
  }

  private static TaughtRun network(Lesson lesson) {
    return lesson.network().orElseThrow(() -> new Refusal(409, "this lesson has no network yet; train one first."));
  }

  private Response predict(Request request) throws IOException {
    Lesson lesson = lesson(request);
    byte[] content = request.body();
    try { // a training may end during the wait, and its network takes the place of the one before
      return Response.json(work.run(() -> answer(classifiers.classify(network(lesson), content))));
    } catch (TooManyPixels e) {
      throw new Refusal(413, e.getMessage());
    } catch (WeftException e) {
      throw new Refusal(400, e.getMessage());
    }
  }

  private static Map<String, Object> answer(Classification given) {
    List<Map<String, Object>> labels =
        given.labels().stream()
            .map(label -> Map.<String, Object>of("name", label.name(), "probability", label.probability()))
            .toList();
    return Map.of("labels", labels);
  }

  private Response model(Request request) throws IOException {
    Lesson lesson = lesson(request);
    synchronized (lesson) { // its network is not deleted while it is read
      TaughtRun network = network(lesson);
      return Response.of(200, "application/octet-stream", Files.readAllBytes(network.model()))
          .with("Content-Disposition", "attachment; filename=\"%s.keras\"".formatted(network.name()));
    }
  }

  private Response keep(Request request) {
    Lesson lesson = lesson(request);
    try {
      synchronized (lesson) { // its network is not deleted before it is kept
        network(lesson).keep(store, user);
      }
    } catch (WeftException e) {
      throw new Refusal(500, "the run cannot be kept: " + e.getMessage());
    }
    return done(lesson);
  }

  /** Stops what is trained, and lets all networks go. */
  @Override
  public void close() {
    trainings.close();
    classifiers.close();
  }
}
