package dev.weft.server.classroom;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Sha256;
import dev.weft.keras.KerasModel;
import dev.weft.page.classroom.Candidate;
import dev.weft.page.classroom.ClassPhase;
import dev.weft.page.classroom.ClassResults;
import dev.weft.server.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What happens in a class: users hand in networks until the teacher closes it; then each user's one network is judged,
 * once. All of it is in the class's folder, so that a killed server goes on where it was.
 */
final class Assignment implements AutoCloseable {
  private static final int MOST_USERS = 1_000;
  private static final int PATIENCE_SECONDS = 30;

  private final ClassTest test;
  private final ClassFolder folder;
  private final ClassRuns runs;
  private final Judge judge;

  /** One file is read at a time, so that many hand-ins do not take all memory. */
  private final Semaphore reading = new Semaphore(1);

  /** What is judged, once the class is closed: nothing of it changes any more. */
  private volatile List<HandIn> closed;

  /** Why a user's network has no judgement, though it was its turn; a sentence each. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  private volatile boolean isStopped;
  private volatile Thread judging;

  private Assignment(ClassTest test, ClassFolder folder, ClassRuns runs, Judge judge) {
    this.test = test;
    this.folder = folder;
    this.runs = runs;
    this.judge = judge;
  }

  /**
   * Opens a class, and goes on with judging where it was begun.
   *
   * @throws WeftException if the images cannot be had or do not fit, or if the folder is of another class
   */
  static Assignment open(ClassSettings settings, String store, Progress progress) {
    ClassTest test = ClassTest.load(settings.task(), settings.test(), settings.dataDir(), progress);
    Assignment opened =
        new Assignment(
            test,
            ClassFolder.open(settings.folder(), test),
            new ClassRuns(store, test.task()),
            new Judge(test, settings.limit()));
    if (opened.phase() == ClassPhase.JUDGING) {
      opened.startJudging();
    }
    return opened;
  }

  ClassTest test() {
    return test;
  }

  ClassPhase phase() {
    ClassState state = folder.state();
    if (state.closed() == null) {
      return ClassPhase.OPEN;
    }
    if (judged() < handedIn().size()) {
      return ClassPhase.JUDGING;
    }
    return state.revealed() == null ? ClassPhase.JUDGED : ClassPhase.REVEALED;
  }

  // ---- handing in

  /** The user's runs that can be chosen, the best on validation first. */
  List<ClassRuns.Choosable> runsOf(String user) {
    return runs.all().stream().filter(run -> run.user().equals(user)).toList();
  }

  /** What the user handed in. */
  Optional<HandIn> handedInBy(String user) {
    return folder.handIn(user).filter(HandIn::isOwn);
  }

  /**
   * Hands in a run of the store.
   *
   * @throws Refusal if the class is closed, if the user has no such run, or if its model cannot be judged
   */
  HandIn handInRun(String user, String id) {
    ClassRuns.Choosable run =
        runsOf(user).stream()
            .filter(own -> own.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new Refusal(
                    404,
                    "a user hands in an own finished run of %s with validation; %s has none with the id '%s'."
                        .formatted(test.task(), user, id)));
    return handIn(user, run.name(), ClassRuns.model(run));
  }

  /**
   * Hands in a model's file.
   *
   * @param name what the file is called
   * @throws Refusal if the class is closed, or if the model cannot be judged
   */
  HandIn handIn(String user, String name, byte[] model) {
    requireOpen();
    KerasModel file = read(model).file();
    String id = String.valueOf(file.metadata().provenance().getOrDefault("id", ""));
    Optional<ClassRuns.Choosable> run = runsOf(user).stream().filter(own -> own.id().equals(id)).findFirst();
    synchronized (this) {
      requireOpen();
      Optional<HandIn> before = folder.handIn(user);
      if (before.isEmpty() && folder.handIns().size() >= MOST_USERS) {
        throw new Refusal(409, "a class takes %s users; there are as many.".formatted(MOST_USERS));
      }
      HandIn handIn =
          new HandIn(
              user,
              Instant.now(),
              before.map(HandIn::times).orElse(0) + 1,
              run.map(ClassRuns.Choosable::id).orElse(""),
              run.map(ClassRuns.Choosable::name).orElse(name),
              Sha256.of(model),
              run.map(ClassRuns.Choosable::validation).orElse(null));
      folder.put(handIn, model);
      return handIn;
    }
  }

  private void requireOpen() {
    if (phase() != ClassPhase.OPEN) {
      throw new Refusal(409, "the class is closed; nothing can be handed in any more.");
    }
  }

  private Judge.Entrant read(byte[] model) {
    Path file = folder.temporary();
    try {
      if (!reading.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal(503, "others hand in now; try again in a minute.");
      }
      try {
        Files.write(file, model);
        return judge.entrant(file);
      } finally {
        reading.release();
      }
    } catch (WeftException e) {
      throw new Refusal(422, e.getMessage().replace(file.toString(), "the file"));
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "the server stops; try again later.");
    } finally {
      deleted(file);
    }
  }

  private static void deleted(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it stays behind, hidden
    }
  }

  // ---- judging

  /** What would be judged now, or what is: each user's own hand-in, or else the best run. */
  List<HandIn> handedIn() {
    if (folder.state().closed() != null) {
      return closed();
    }
    List<HandIn> all = new ArrayList<>(folder.handIns().stream().filter(HandIn::isOwn).toList());
    Set<String> users = new LinkedHashSet<>(all.stream().map(HandIn::user).toList());
    runs.best()
        .forEach((user, run) -> {
          if (users.add(user)) {
            all.add(new HandIn(user, Instant.now(), 0, run.id(), run.name(), "", run.validation()));
          }
        });
    return all;
  }

  private List<HandIn> closed() {
    List<HandIn> known = closed;
    if (known == null) {
      known = folder.handIns();
      closed = known;
    }
    return known;
  }

  /** How many are judged. */
  int judged() {
    List<HandIn> all = folder.state().closed() == null ? List.of() : closed();
    return (int) all.stream().filter(one -> folder.isJudged(one.user())).count();
  }

  /** Whether judging came to its end without a judgement of each network. */
  boolean isHalted() {
    Thread last = judging;
    boolean isOver = last != null && !last.isAlive(); // asked first, as judging may end at any moment
    return isOver && phase() == ClassPhase.JUDGING;
  }

  /**
   * Closes the class: from now on it is certain what is judged. Of a closed one, judges those that could not be judged.
   *
   * @throws Refusal if it is being judged or is judged, or if there is nothing to judge
   */
  synchronized void close(Instant moment) {
    if (isHalted()) {
      startJudging();
      return;
    }
    requireOpen();
    List<HandIn> all = handedIn();
    if (all.isEmpty()) {
      throw new Refusal(409, "a class is judged once somebody has a network; nobody has one.");
    }
    Map<String, ClassRuns.Choosable> best = runs.best();
    for (HandIn one : all) {
      if (!one.isOwn()) {
        choose(one, best.get(one.user()));
      }
    }
    folder.put(folder.state().closedAt(moment));
    startJudging();
  }

  /**
   * Leaves out the networks whose judging failed: they are refused, with the reason.
   *
   * @throws Refusal if none failed
   */
  synchronized void leaveOut() {
    if (!isHalted()) {
      throw new Refusal(409, "a network is left out once its judging has failed; none has, or it goes on.");
    }
    for (HandIn one : closed()) {
      if (!folder.isJudged(one.user())) {
        String why = failures.getOrDefault(one.user(), "it was not judged.");
        folder.put(Judgement.refused(one, 0, "the teacher left it out: " + why));
      }
    }
  }

  private void choose(HandIn chosen, ClassRuns.Choosable run) {
    try {
      byte[] model = ClassRuns.model(run);
      folder.put(
          new HandIn(chosen.user(), chosen.at(), 0, chosen.run(), chosen.name(), Sha256.of(model), chosen.validation()),
          model);
    } catch (WeftException e) {
      folder.put(chosen, new byte[0]); // it is refused when its turn comes
    }
  }

  private void startJudging() {
    failures.clear();
    judging = Thread.ofPlatform().daemon().name("judge").start(this::judgeAll);
  }

  /** One after another; who has a judgement keeps it. */
  private void judgeAll() {
    for (HandIn handIn : closed()) {
      try {
        if (!isStopped && !folder.isJudged(handIn.user())) {
          judgement(handIn).ifPresent(folder::put);
        }
      } catch (WeftException e) {
        failures.put(handIn.user(), e.getMessage());
      } catch (OutOfMemoryError e) {
        failures.put(handIn.user(), "there is not enough memory for it now; judge it again later.");
      } catch (RuntimeException | Error e) {
        failures.put(handIn.user(), "the server has a fault (%s).".formatted(Quoted.message(e)));
      }
    }
  }

  private Optional<Judgement> judgement(HandIn handIn) {
    return handIn.model().isEmpty()
        ? Optional.of(Judgement.refused(handIn, 0, "its model was not to be had on the server's machine."))
        : judge.judge(handIn, folder.model(handIn.model()), () -> isStopped);
  }

  /**
   * Lets all see the results.
   *
   * @throws Refusal if not all are judged
   */
  synchronized void reveal(Instant moment) {
    ClassPhase phase = phase();
    if (!phase.isJudged()) {
      throw new Refusal(409, "results are revealed once all networks are judged; close the class, and wait.");
    }
    if (phase == ClassPhase.JUDGED) {
      folder.put(folder.state().revealedAt(moment));
    }
  }

  // ---- what came out

  /** What came out; of those that are judged so far. */
  ClassResults results() {
    return new Outcome(test, folder, failures).results(handedIn());
  }

  /** Each user's network, and what became of it. */
  List<Candidate> candidates() {
    return new Outcome(test, folder, failures).candidates(handedIn(), phase() == ClassPhase.OPEN);
  }

  /** Judging ends within a few images; what has no judgement is judged when the class is opened again. */
  @Override
  public void close() {
    isStopped = true;
    try {
      if (judging != null) {
        judging.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folder.close();
  }
}
