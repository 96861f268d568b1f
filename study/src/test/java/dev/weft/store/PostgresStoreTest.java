package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store on a server, which is started for it where PostgreSQL is installed; in CI it must be. */
class PostgresStoreTest extends StoreContract {
  private static Optional<PostgresServer> server = Optional.empty();
  private static int databases;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
    String reason = "PostgreSQL is not installed here (/usr/lib/postgresql); install postgresql";
    assertTrue(server.isPresent() || !Boolean.parseBoolean(System.getenv("CI")), reason);
    assumeTrue(server.isPresent(), reason);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  @BeforeEach
  @Override
  void open() {
    databases++;
    try (Database database = Database.open(server.orElseThrow().url("postgres"))) {
      database.update("CREATE DATABASE store" + databases);
    }
    super.open();
  }

  @Override
  String place() {
    return server.orElseThrow().url("store" + databases);
  }

  private static String refused(String url) {
    return assertThrows(WeftException.class, () -> RunStore.open(url)).getMessage();
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() {
    String message = refused(server.orElseThrow().url("nowhere"));
    assertTrue(
        message.endsWith(" cannot be used: database \"nowhere\" does not exist; create it first, with 'createdb'."),
        message);
  }

  @Test
  void aServerThatDoesNotAnswerIsOneSentenceWithoutThePassword() throws IOException {
    String message =
        refused("jdbc:postgresql://127.0.0.1:%d/x?user=me&password=secret".formatted(PostgresServer.freePort()));
    assertTrue(message.contains("?user=me&password=... cannot be used: the server does not answer ("), message);
  }

  /** As after a restart of the server; one question is what it costs. */
  @Test
  void aLostConnectionIsMadeAnew() {
    String id = store.begin(run("a"));
    endConnections();
    assertThrows(WeftException.class, () -> store.get(id));
    assertEquals("a", store.get(id).name());
    endConnections();
    assertThrows(WeftException.class, () -> store.begin(run("lost")));
    store.begin(run("b"));
    assertEquals(2, store.list(Query.of(List.of("name"))).total());
  }

  @Test
  void aClosedStoreStaysClosed() {
    store.close();
    assertThrows(WeftException.class, store::version);
    assertThrows(WeftException.class, store::version);
  }

  private static void endConnections() {
    try (Database other = Database.open(server.orElseThrow().url("postgres"))) {
      other.query(
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ?",
          row -> row.getBoolean(1),
          "store" + databases);
    }
  }

  @Test
  void aDatabaseOfSomethingElseKeepsItsTables() {
    try (Database other = Database.open(server.orElseThrow().url("postgres"))) {
      other.update("CREATE TABLE run (distance BIGINT)");
      other.update("INSERT INTO run VALUES (42)");
      String message = refused(server.orElseThrow().url("postgres"));
      assertTrue(message.contains("this one has a table 'run' of something else"), message);
      assertEquals(42, other.query("SELECT distance FROM run", row -> row.getInt(1)).getFirst());
    }
  }
}
