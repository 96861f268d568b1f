package dev.weft.mlflow;

/** How a run is, in MLflow's words. */
public enum MlflowStatus {
  /** It goes on. */
  RUNNING(1),
  /** It came to its end. */
  FINISHED(3),
  /** It ended with an error. */
  FAILED(4),
  /** It was stopped. */
  KILLED(5);

  private final int code;

  MlflowStatus(int code) {
    this.code = code;
  }

  /** Its number in files. */
  int code() {
    return code;
  }
}
