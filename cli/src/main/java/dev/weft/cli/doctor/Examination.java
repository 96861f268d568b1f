package dev.weft.cli.doctor;

import dev.weft.WeftException;
import java.io.IOException;

/**
 * What one look at the machine found.
 *
 * @param subject a word for what was looked at
 * @param found what is so, in a sentence or less
 * @param todo what to do about it, one sentence; empty where nothing is to be done
 */
record Examination(String subject, State state, String found, String todo) {
  /** Whether something is to be done. */
  enum State {
    GOOD("good"),
    NOTE("note"),
    WRONG("WRONG");

    final String word;

    State(String word) {
      this.word = word;
    }
  }

  /** A look that may find less than it wanted. */
  @FunctionalInterface
  interface Look {
    Examination take() throws IOException;
  }

  static Examination good(String subject, String found) {
    return new Examination(subject, State.GOOD, found, "");
  }

  static Examination note(String subject, String found, String todo) {
    return new Examination(subject, State.NOTE, found, todo);
  }

  static Examination wrong(String subject, String found, String todo) {
    return new Examination(subject, State.WRONG, found, todo);
  }

  /** What a look found; where it breaks off, why. */
  static Examination of(String subject, Look look) {
    try {
      return look.take();
    } catch (IOException e) {
      return wrong(subject, WeftException.reason(e), "");
    } catch (ExceptionInInitializerError e) {
      return wrong(subject, String.valueOf(e.getCause().getMessage()), "");
    } catch (RuntimeException | LinkageError e) {
      return wrong(subject, String.valueOf(e.getMessage()), ""); // its sentence has what to do
    }
  }
}
