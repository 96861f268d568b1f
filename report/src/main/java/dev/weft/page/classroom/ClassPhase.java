package dev.weft.page.classroom;

/** How far a class is. */
public enum ClassPhase {
  /** Networks are handed in. */
  OPEN,
  /** Nothing is handed in any more; the networks are judged one after another. */
  JUDGING,
  /** All are judged; the teacher alone sees what came out. */
  JUDGED,
  /** All see what came out. */
  REVEALED;

  public boolean isJudged() {
    return this == JUDGED || this == REVEALED;
  }
}
