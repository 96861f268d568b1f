package dev.weft.server.teach;

import dev.weft.server.teach.Lesson.ImagesOfClass;
import dev.weft.server.teach.TaughtRun.Kept;
import dev.weft.statistics.Wilson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the page of a lesson shows, in one object.
 *
 * @param training null while none runs
 * @param failure why the last training came to nothing; null if it did not
 * @param missing what is to be done before a training can begin; null if it can
 * @param network null until there is one
 */
record LessonState(
    List<ImagesOfClass> classes, TrainingProgress training, String failure, String missing, Network network) {
  private static final int FEWEST_CLASSES = 2;
  private static final int FEWEST_IMAGES = 2;

  /**
   * A network that learned a lesson.
   *
   * @param run the folder's number, which no other network of the lesson has
   * @param stale whether the lesson has other images now
   * @param accuracy null until it is known
   * @param folder the run's
   * @param kept null unless it is kept
   */
  record Network(
      String run,
      String name,
      boolean stale,
      HeldOut heldOut,
      Accuracy accuracy,
      List<HeldOut.Answer> mistakes,
      String folder,
      Kept kept) {}

  /** Of images that were held out, with the ends of Wilson's 95 % interval. */
  record Accuracy(int right, int images, double accuracy, double low, double high) {
    static Accuracy of(Wilson wilson) {
      return new Accuracy(
          wilson.right(), wilson.images(), wilson.accuracy(), wilson.interval().low(), wilson.interval().high());
    }
  }

  static LessonState of(Lesson lesson, Trainings trainings) {
    TrainingProgress training = trainings.progress(lesson.id()).orElse(null);
    String failure = trainings.failure(lesson.id()).orElse(null);
    synchronized (lesson) { // its network is not deleted while it is read
      List<ImagesOfClass> classes = lesson.classes();
      Network network = lesson.network().map(run -> network(classes, run)).orElse(null);
      return new LessonState(classes, training, failure, missing(classes).orElse(null), network);
    }
  }

  private static Network network(List<ImagesOfClass> classes, TaughtRun run) {
    Optional<HeldOut> heldOut = run.heldOut();
    return new Network(
        run.folder().getFileName().toString(),
        run.name(),
        !run.learned().equals(classes),
        heldOut
            .map(known -> new HeldOut(known.folds(), known.done(), known.learned(), known.seconds(), List.of()))
            .orElse(null),
        heldOut.filter(known -> !known.answers().isEmpty()).map(known -> Accuracy.of(known.accuracy())).orElse(null),
        heldOut.map(HeldOut::mistakes).orElse(List.of()),
        shown(run.folder()),
        run.kept().orElse(null));
  }

  /** As one types it in the folder where the server began. */
  private static String shown(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = folder.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }

  /** Why a lesson cannot be learned yet, one sentence. */
  static Optional<String> missing(List<ImagesOfClass> classes) {
    if (classes.size() < FEWEST_CLASSES) {
      return Optional.of("a network learns to distinguish 2 classes at least; add another class.");
    }
    TreeMap<String, Integer> few = new TreeMap<>();
    classes.stream()
        .filter(each -> each.files().size() < FEWEST_IMAGES)
        .forEach(each -> few.put(each.name(), each.files().size()));
    return few.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "each class needs 2 images at least; '%s' has %s; add some, or remove the class."
                .formatted(few.firstKey(), few.firstEntry().getValue()));
  }
}
