package dev.weft.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.ProcessTest;
import dev.weft.cli.Said;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void itServesUntilASignal() throws Exception {
    Path err = folder.resolve("err.txt");
    String store = folder.resolve("weft.db").toString();
    Process process =
        ProcessTest.weft(List.of(), "serve", "--port", "0", "--store", store).redirectError(err.toFile()).start();
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      String line = out.readLine();
      assertTrue(line.matches("weft: serving at http://127\\.0\\.0\\.1:\\d+/ until Ctrl-C"), line);
      URI figures = URI.create(line.split(" ")[3] + "metrics");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(figures).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("weft_event_streams 0\n"), answer.body());
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertEquals(143, process.exitValue());
      String said = Files.readString(err);
      assertTrue(said.endsWith("weft: stopping; requests that are here are answered first.\n"), said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortThatIsTakenIsReported() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Said said = Said.to("serve", "--port", String.valueOf(taken.getLocalPort()));
      assertEquals(1, said.code());
      assertEquals(
          "weft: cannot listen to port %s of 127.0.0.1 (Address already in use); say another --port, or 0 for a free one.\n"
              .formatted(taken.getLocalPort()),
          said.err());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --host 0.0.0.0                       | --host 0.0.0.0 lets other machines in; give --token TEXT, or --no-auth to let all in.
          --host 0.0.0.0 --token short         | --token: it is of 8 characters at least, so that nobody guesses it; give a longer one.
          --token 7c9e66e0f8 --no-auth         | --token and --no-auth exclude each other; give one.
          --guests                             | --guests is for a server with --token; without one, all may look and change.
          --port 70000                         | --port: a port is from 0 to 65535; received 70000.
          --max-body 0                         | --max-body: a request is of 1 to 1024 megabytes; received 0.
          """)
  void whatWouldLetStrangersInIsRefused(String options, String sentence) {
    Said said = Said.to(("serve " + options).split(" +"));
    assertEquals(2, said.code());
    assertEquals("weft: " + sentence + "\n", said.err());
  }
}
