package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.server.http.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON objects in the bodies of requests, read member by member: arrays of numbers may be long. */
final class JsonBody {
  private static final int MOST_NESTING = 100;
  private static final int LONGEST_WORD = 1_000;
  private static final int LONGEST_TEXT = 1 << 28; // the server's limit of a body is far below

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTING)
                  .maxNumberLength(LONGEST_WORD)
                  .maxNameLength(LONGEST_WORD)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private JsonBody() {}

  /** What to do with a member of an object. */
  @FunctionalInterface
  interface Member {
    /**
     * @param json stands at the beginning of the member's value, and shall stand at its end
     */
    void read(String name, JsonParser json);
  }

  /**
   * Reads the object that a body is.
   *
   * @throws Refusal if it is none
   */
  static void read(byte[] body, Member member) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refusal(400, "the body is a JSON object, such as {\"instances\": [...]}; received another thing.");
      }
      object(json, member);
      if (json.nextToken() != null) {
        throw new Refusal(400, "the body is one JSON object; received more behind it.");
      }
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          400,
          "the body may be nested %s deep, with numbers and names of %s characters; received more; send less."
              .formatted(MOST_NESTING, LONGEST_WORD));
    } catch (JacksonException e) {
      String reason = Quoted.text(e.getOriginalMessage(), 200);
      throw new Refusal(
          400,
          "the body is JSON; line %s, column %s: %s."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), reason));
    }
  }

  /** Reads the members of an object at whose beginning the parser stands. */
  static void object(JsonParser json, Member member) {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      member.read(name, json);
    }
  }

  /**
   * The text at which the parser stands.
   *
   * @throws Refusal if there is none
   */
  static String text(String name, JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new Refusal(400, "'%s' is a text; received another thing.".formatted(Quoted.text(name)));
    }
    return json.getString();
  }
}
