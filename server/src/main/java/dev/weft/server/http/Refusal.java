package dev.weft.server.http;

/** Why a request is not answered as it wishes: a status of HTTP, and one sentence for a person. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status 400 to 599
   * @param sentence the rule, what was received, what to do
   */
  public Refusal(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
