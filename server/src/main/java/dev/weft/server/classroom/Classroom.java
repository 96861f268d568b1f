package dev.weft.server.classroom;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.page.classroom.ClassPhase;
import dev.weft.page.classroom.ClassResults;
import dev.weft.page.classroom.ClassView;
import dev.weft.page.classroom.StudentsPage;
import dev.weft.page.classroom.TeacherPage;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pages of a class: students hand in a network each, a teacher closes, judges and reveals. */
public final class Classroom implements AutoCloseable {
  /** So that a name is the same in a table, a file and a command. */
  private static final Pattern USER =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._@'-]{0,38}[\\p{L}\\p{M}\\p{N}])?");

  private static final int MOST_NAME = 80;

  private static final long KEPT_NANOS = 1_000_000_000;

  private final Assignment assignment;
  private final Optional<String> code;

  /** The last answer about an open class: to look into the store for each of many browsers is dear. */
  private volatile Kept kept;

  private record Kept(Map<String, Object> state, long nanos) {}

  private Classroom(Assignment assignment, Optional<String> code) {
    this.assignment = assignment;
    this.code = code;
  }

  /**
   * Reads the test images, and compares them with those that the students have.
   *
   * @param store the place of the store in which the students' runs are
   * @throws WeftException if images cannot be had or do not fit, or if the folder is of another class
   */
  public static Classroom open(ClassSettings settings, String store, Progress progress) {
    return new Classroom(Assignment.open(settings, store, progress), settings.code());
  }

  public void addTo(Routes routes) {
    routes
        .open("/class", this::students)
        .open("/class/state", request -> Response.json(polled()))
        .openPost("/class/mine", this::mine)
        .openPost("/class/hand-in", this::handIn)
        .get("/class/teacher", this::teacher)
        .get("/class/results.csv", this::csv)
        .post(
            "/class/judge",
            request -> {
              assignment.close(Instant.now());
              return Response.json(state(assignment.phase()));
            })
        .post(
            "/class/leave-out",
            request -> {
              assignment.leaveOut();
              return Response.json(state(assignment.phase()));
            })
        .post(
            "/class/reveal",
            request -> {
              assignment.reveal(Instant.now());
              return Response.json(state(assignment.phase()));
            });
  }

  // ---- students

  private Response students(Request request) {
    return Response.html(StudentsPage.of(view(request, assignment.phase() == ClassPhase.REVEALED)));
  }

  private Map<String, Object> polled() {
    ClassPhase phase = assignment.phase();
    if (phase != ClassPhase.OPEN) {
      return state(phase);
    }
    Kept last = kept;
    if (last == null || System.nanoTime() - last.nanos > KEPT_NANOS) {
      last = new Kept(state(phase), System.nanoTime());
      kept = last;
    }
    return last.state;
  }

  private Map<String, Object> state(ClassPhase phase) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("phase", phase.name());
    state.put("handed_in", assignment.handedIn().size());
    state.put("judged", assignment.judged());
    state.put("halted", assignment.isHalted());
    return state;
  }

  /** The runs of a user, and which of them is judged. */
  private Response mine(Request request) {
    String user = user(request);
    List<ClassRuns.Choosable> runs = assignment.runsOf(user);
    Optional<HandIn> handedIn = assignment.handedInBy(user);
    String chosen = handedIn.map(HandIn::run).orElseGet(() -> runs.isEmpty() ? "" : runs.getFirst().id());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sentence", sentence(user, runs, handedIn));
    answer.put("runs", runs.stream().map(run -> map(run, run.id().equals(chosen))).toList());
    return Response.json(answer);
  }

  private static Map<String, Object> map(ClassRuns.Choosable run, boolean isChosen) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", run.id());
    map.put("name", run.name());
    map.put(DataPart.VALIDATION.word(), run.validation());
    map.put("isChosen", isChosen);
    return map;
  }

  private String sentence(String user, List<ClassRuns.Choosable> runs, Optional<HandIn> handedIn) {
    if (handedIn.isPresent()) {
      return "You handed in %s.".formatted(handedIn.get().name());
    }
    return runs.isEmpty()
        ? "There is no finished run of %s with validation by %s in the store; train one with --user, or hand in a file."
            .formatted(assignment.test().task(), user)
        : "You handed in nothing; your best run on validation, %s, is judged.".formatted(runs.getFirst().name());
  }

  private Response handIn(Request request) throws IOException {
    String user = user(request);
    String run = request.query().getOrDefault("run", "");
    HandIn handIn = run.isEmpty() ? assignment.handIn(user, name(request), body(request)) : handInRun(user, run);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "sentence",
        "%s is handed in for %s, in place of all before; it is judged when the class is closed."
            .formatted(handIn.name(), user));
    answer.put("sha256", handIn.model());
    return Response.json(answer);
  }

  private HandIn handInRun(String user, String run) {
    try {
      return assignment.handInRun(user, run);
    } catch (WeftException e) {
      throw new Refusal(422, e.getMessage());
    }
  }

  private static byte[] body(Request request) throws IOException {
    byte[] body = request.body();
    if (body.length == 0) {
      throw new Refusal(400, "a hand-in is a .keras file as the request's body, or run=ID; received neither.");
    }
    return body;
  }

  private static String name(Request request) {
    String name = request.query().getOrDefault("name", "");
    return name.isBlank() ? "a file" : Quoted.text(name, MOST_NAME);
  }

  /**
   * Who asks.
   *
   * @throws Refusal if the name is none, or if the class's code is not given
   */
  private String user(Request request) {
    String given = request.query().getOrDefault("code", request.header("X-Class-Code").orElse(""));
    if (code.isPresent() && !isSame(code.get(), given)) {
      throw new Refusal(403, "a class with a code needs it: add code=...; ask the teacher for it.");
    }
    String user = request.query().getOrDefault("user", "").strip();
    if (!USER.matcher(user).matches()) {
      throw new Refusal(
          400,
          "a user is a name of 1 to 40 letters, digits, spaces or . _ @ ' -, such as user=anna; received another.");
    }
    return user;
  }

  /** As long for a wrong code as for the right one. */
  private static boolean isSame(String code, String given) {
    return MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  // ---- the teacher

  /** Also where guests may look: students are among them. */
  private static void requireTeacher(Request request) {
    if (!request.mayChange()) {
      throw new Refusal(401, "this is for the teacher, who has the server's token: log in at /login.");
    }
  }

  private Response teacher(Request request) {
    requireTeacher(request);
    return Response.html(
        TeacherPage.of(view(request, true), assignment.candidates(), List.copyOf(assignment.test().held().values())));
  }

  private Response csv(Request request) {
    requireTeacher(request);
    if (!assignment.phase().isJudged()) {
      throw new Refusal(409, "there are results once all networks are judged; close the class, and wait.");
    }
    return Response.of(
        200, "text/csv; charset=utf-8", assignment.results().standings().csv().getBytes(StandardCharsets.UTF_8));
  }

  private ClassView view(Request request, boolean seesResults) {
    ClassPhase phase = assignment.phase();
    Optional<ClassResults> results =
        seesResults && phase.isJudged() ? Optional.of(assignment.results()) : Optional.empty();
    return new ClassView(
        assignment.test().task(),
        assignment.test().images().classNames(),
        assignment.test().images().size(),
        code.isPresent(),
        phase,
        assignment.handedIn().size(),
        assignment.judged(),
        assignment.isHalted(),
        results,
        request.address());
  }

  /** Ends judging within a few images. */
  @Override
  public void close() {
    assignment.close();
  }
}
