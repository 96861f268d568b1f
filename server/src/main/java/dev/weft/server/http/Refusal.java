package dev.weft.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is not answered as it wishes: a status of HTTP, and one sentence for a person. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  /**
   * @param status 400 to 599
   * @param sentence the rule, what was received, what to do
   */
  public Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    if (status == 503) {
      headers.put("Retry-After", "1");
    }
  }

  /** The same with one header more. */
  public Refusal with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  /** What the answer has beside the sentence. */
  public Map<String, String> headers() {
    return headers;
  }
}
