package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.page.ServedPage;
import dev.weft.page.comparison.ComparisonPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.PastRuns;
import dev.weft.run.RunFolder;
import dev.weft.run.StoredRun;
import dev.weft.server.http.EventStream;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs and studies of a store as pages that move, and what a person does to them there. */
public final class LivePages {
  private static final int LONGEST_NOTE = 4_000;
  private static final int MOST_COMPARED = 50;
  private static final int MOST_EVENTS = 64;
  private static final String TAG = "[\\p{L}\\p{N}._/-]{1,64}";

  private final RunStore store;
  private final HomeList home;
  private final Follower follower;
  private final Images images;
  private final Trainings trainings;
  private final RunViews views;
  private final StudyViews studies;

  /** As JSON, by the change that they are about: many browsers follow one run. */
  private final LastMade<String> events = new LastMade<>(MOST_EVENTS);

  /**
   * @param store which stays open as long as the server runs
   * @param place of the store, as a command has to name it
   * @param dataDir the folder that holds named data sets, or null
   * @param weft the command line that starts the command; empty where no training can be started
   */
  public LivePages(RunStore store, String place, Path dataDir, List<String> weft) {
    this.store = store;
    home = new HomeList(store);
    follower = new Follower(store);
    images = new Images(dataDir, source -> source.load(dataDir, Progress.NONE));
    trainings = new Trainings(store, weft, place, dataDir);
    views = new RunViews(store, images, follower, trainings);
    studies = new StudyViews(store);
    PastRuns.heal(store);
  }

  /** Adds its pages and services. */
  public void addTo(Routes routes) {
    routes
        .get("/", asked(request -> Response.html(home.page(request.query()).served())))
        .get("/moving", asked(request -> fragment(home.moving(request.query()))))
        .get("/events", request -> new Response.Events(stream -> homeEvents(stream, since(request))))
        .get("/runs/{id}", asked(request -> Response.html(views.page(run(request)))))
        .get("/runs/{id}/events", this::runEvents)
        .post("/runs/{id}/note", asked(this::note))
        .post("/runs/{id}/tags", asked(this::tags))
        .post("/runs/{id}/stop", asked(request -> done(trainings.stop(run(request)))))
        .post("/runs/{id}/resume", asked(request -> done(trainings.resume(run(request)))))
        .get("/compare", asked(this::compare))
        .get("/studies/{name}/", asked(request -> Response.html(studies.page(request.variable("name")))))
        .get("/studies/{name}/moving", asked(request -> fragment(studies.moving(request.variable("name")))))
        .get("/studies/{name}/{run}/report.html", asked(request -> trial(request, request.variable("run"))))
        .get(
            "/studies/{name}/{part}/{run}/report.html",
            asked(request -> trial(request, request.variable("part") + "/" + request.variable("run"))));
  }

  /** What answers a request, with a sentence as the answer where Weft refuses something. */
  private interface Answer {
    Response to(Request request) throws IOException;
  }

  private static dev.weft.server.http.Handler asked(Answer answer) {
    return request -> {
      try {
        return answer.to(request);
      } catch (WeftException e) {
        throw new Refusal(e.getCause() == null ? 404 : 503, e.getMessage());
      }
    };
  }

  private static Response.Whole fragment(String html) {
    return Response.of(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  private static Response.Whole done(String sentence) {
    return Response.json(Map.of("status", sentence));
  }

  private static String since(Request request) {
    return request.query().getOrDefault("since", "");
  }

  private RunRecord run(Request request) {
    String id = request.variable("id");
    return store.get(id.matches("[0-9a-f]{8}") ? id : store.find(id));
  }

  // ---- events

  private void homeEvents(EventStream stream, String since) {
    follower.followAll(
        stream,
        since,
        id -> {
          stream.send(id, "runs", "changed");
          return true;
        });
  }

  private Response runEvents(Request request) {
    String id = request.variable("id");
    return new Response.Events(
        stream -> follower.follow(stream, since(request), id, change -> sendRun(stream, id, change)));
  }

  /** Whether something could be sent; while the store cannot be used, nothing is known of a run. */
  private boolean sendRun(EventStream stream, String id, String change) {
    try {
      stream.send(change, "run", events.of(id, change, () -> event(id)));
      return true;
    } catch (WeftException e) {
      if (!change.equals(Follower.GONE)) {
        return false;
      }
      stream.send(change, "gone", e.getMessage());
      return true;
    }
  }

  private String event(String id) {
    return new String(Response.json(views.event(store.get(id))).body(), StandardCharsets.UTF_8);
  }

  // ---- what users add

  private Response note(Request request) throws IOException {
    String note = body(request);
    if (note.length() > LONGEST_NOTE) {
      throw new Refusal(400, "a note has at most %s characters; received %s.".formatted(LONGEST_NOTE, note.length()));
    }
    store.note(run(request).id(), note);
    return done("The note is kept.");
  }

  private Response tags(Request request) throws IOException {
    Set<String> wanted =
        new TreeSet<>(Stream.of(body(request).split("[\\s,]+")).filter(tag -> !tag.isEmpty()).toList());
    for (String tag : wanted) {
      if (!tag.matches(TAG)) {
        throw new Refusal(
            400,
            "a tag is at most 64 letters, digits, dots, hyphens, underscores and slashes; received '" + tag + "'.");
      }
    }
    RunRecord run = run(request);
    Set<String> fewer = new HashSet<>(run.tags());
    fewer.removeAll(wanted);
    store.tag(run.id(), wanted, fewer);
    return done("The tags are kept.");
  }

  private static String body(Request request) throws IOException {
    return new String(request.body(), StandardCharsets.UTF_8).strip();
  }

  // ---- comparisons and studies

  private Response compare(Request request) {
    List<String> chosen = request.all("run").stream().distinct().toList();
    if (chosen.size() > MOST_COMPARED) {
      throw new Refusal(
          400,
          "a comparison is of %s runs at most; received %s; choose fewer in the list."
              .formatted(MOST_COMPARED, chosen.size()));
    }
    List<FinishedRun> runs = chosen.stream().map(store::get).map(this::finished).toList();
    if (runs.size() < 2) {
      throw new Refusal(
          400, "a comparison is of 2 runs or more; received %s; choose them in the list.".formatted(runs.size()));
    }
    FinishedRun shown = ComparisonPage.shown(runs);
    return Response.html(
        ServedPage.of(
            ComparisonPage.of(
                runs, images.of(shown.experiment().data().source(), shown.provenance().datasetChecksum()))));
  }

  private FinishedRun finished(RunRecord run) {
    return run.folder().filter(RunFolder::isFinished).map(FinishedRun::read).orElseGet(() -> StoredRun.of(store, run));
  }

  /** The page of a training, where the study's page links to its file. */
  private Response trial(Request request, String folder) {
    String id = studies.training(request.variable("name"), folder);
    return Response.of(302, "text/plain; charset=utf-8", new byte[0]).with("Location", "/runs/" + id);
  }
}
