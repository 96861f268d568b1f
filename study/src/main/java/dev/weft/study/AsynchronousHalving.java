package dev.weft.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Successive halving without waiting: whenever one of the trainings that run side by side pauses, a recipe of the best
 * of its rung goes on or, where all of these do already, a new one begins. "Whenever" goes by a clock that counts
 * multiply-adds, not seconds. So who goes on depends neither on the machine nor on its number of workers, and a study
 * that was interrupted ends as if it had not been.
 *
 * <p>The best of a rung are the ⌊n / factor⌋ best of the n that have come there so far. If in the end no recipe came to
 * its end, the best one of the highest rung goes on.
 *
 * <p>Li and others, "A system for massively parallel hyperparameter tuning" (ASHA), 2020.
 */
final class AsynchronousHalving {
  private final RecipeTrainer trainer;
  private final Halving halving;
  private final List<Integer> epochs;
  private final List<Candidate> waiting;
  private final List<Map<Candidate, Double>> arrived = new ArrayList<>();
  private final List<Set<Candidate>> promoted = new ArrayList<>();
  private final Set<Job> trained = new HashSet<>();
  private final PriorityQueue<Job> running =
      new PriorityQueue<>(Comparator.comparingDouble(Job::end).thenComparingInt(Job::number));
  private int begun;

  /**
   * One recipe on its way to a rung.
   *
   * @param end when it gets there
   * @param number of the jobs that began before
   */
  private record Job(Candidate candidate, int rung, double end, int number) {}

  AsynchronousHalving(RecipeTrainer trainer, Halving halving) {
    this.trainer = trainer;
    this.halving = halving;
    waiting = new ArrayList<>(trainer.part().candidates());
    int all = waiting.getFirst().experiment().training().epochs();
    epochs = new ArrayList<>(halving.rungs(all));
    epochs.add(all);
    epochs.forEach(rung -> {
      arrived.add(new LinkedHashMap<>());
      promoted.add(new HashSet<>());
    });
  }

  void perform() {
    double now = 0;
    while (true) {
      while (running.size() < halving.asynchronous() && begin(now)) {}
      if (running.isEmpty()) {
        return;
      }
      if (!trained.contains(running.peek())) {
        train();
      }
      if (trainer.isInterrupted()) {
        return;
      }
      Job job = running.poll();
      now = job.end;
      arrived.get(job.rung).put(job.candidate, trainer.value(job.candidate));
    }
  }

  /** Carries out all that runs by the clock, side by side. */
  private void train() {
    Map<Candidate, Integer> legs = new LinkedHashMap<>();
    for (Job job : running) {
      if (trained.add(job)) {
        legs.put(job.candidate, job.rung == last() ? Leg.TO_THE_END : epochs.get(job.rung));
      }
    }
    trainer.train(legs);
  }

  private int last() {
    return epochs.size() - 1;
  }

  /** Begins the next job; whether there is one. */
  private boolean begin(double now) {
    for (int rung = last() - 1; rung >= 0; rung--) {
      if (promote(rung, arrived.get(rung).size() / halving.factor(), now)) {
        return true;
      }
    }
    if (!waiting.isEmpty()) {
      begin(waiting.removeFirst(), 0, now);
      return true;
    }
    if (!running.isEmpty() || !arrived.get(last()).isEmpty()) {
      return false;
    }
    int highest = last() - 1;
    while (highest >= 0 && arrived.get(highest).isEmpty()) {
      highest--;
    }
    return highest >= 0 && promote(highest, 1, now);
  }

  /** Lets the first of the best of a rung go on that has not; whether there is one. */
  private boolean promote(int rung, int best, double now) {
    for (Candidate candidate : RecipeTrainer.best(arrived.get(rung), best, trainer.part().select().by())) {
      if (promoted.get(rung).add(candidate)) {
        begin(candidate, rung + 1, now);
        return true;
      }
    }
    return false;
  }

  private void begin(Candidate candidate, int rung, double now) {
    int done = rung == 0 ? 0 : epochs.get(rung - 1);
    double all = trainer.part().trials(candidate).stream().mapToDouble(StudyTrial::cost).sum();
    double cost = all * (epochs.get(rung) - done) / epochs.get(last());
    running.add(new Job(candidate, rung, now + cost, begun++));
  }
}
