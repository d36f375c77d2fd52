package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A file that was exported is imported again. */
class ExportHttpIT {

  private static final String PASSWORD = "correct horse battery";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> TITLES =
      List.of(
          "Hellboy, \"Omnibus\"",
          "=1+1",
          "'=1+1",
          "'Tis the season",
          "-1",
          "+cmd|' /C calc'!A0",
          "@SUM(A1)",
          "a;=1+1",
          "地獄男爵\r\nin two lines");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  void anExportImportedAgainMakesTheSamePile() {
    try (ComicPileProcess process =
        ComicPileProcess.start(
            data,
            Map.of(
                "PILE_RATE_LIMITS", "off",
                "PILE_ADMIN_USERNAME", "keeper",
                "PILE_ADMIN_PASSWORD", PASSWORD))) {
      Api admin = Api.logIn(process.url(), "keeper", PASSWORD);
      Api reader = Api.register(process.url());
      for (String title : TITLES) {
        reader
            .post(
                "/api/threads/",
                JSON.writeValueAsString(
                    Map.of("title", title, "format", "Comic", "issues_remaining", title.length())))
            .expect(201);
      }
      reader.add("Done", 0);
      reader
          .post(
              "/api/threads/",
              "{\"title\": \"T\", \"format\": \"Comic\", \"issues_remaining\": 1, \"is_test\":"
                  + " true}")
          .expect(201);
      // The read waits until the view that is exported holds all of it.
      Answer original = reader.get("/api/threads/").expect(200);

      for (String bom : List.of("false", "true")) {
        Answer csv = admin.get("/api/admin/export/csv/?bom=" + bom).expect(200);
        Api other = Api.register(process.url());
        Answer imported = other.upload("/api/threads/import/csv/", "again.csv", csv.body());

        assertThat(imported.expect(200).json().path("errors").size()).isZero();
        assertThat(imported.number("imported")).isEqualTo(TITLES.size() + 1);
        assertThat(rows(other.get("/api/threads/").expect(200)))
            .containsExactlyElementsOf(
                rows(original).filter(row -> !row.startsWith("T|")).toList());
        other.post("/api/undo/").expect(200);
        // The next export is made when the view has seen that.
        assertThat(other.get("/api/threads/").expect(200).json().size()).isZero();
      }
      assertThat(admin.get("/api/admin/export/summary/").expect(200).body())
          .startsWith("# Comic Pile");
      assertThat(admin.get("/api/admin/users").expect(200).number("total")).isPositive();
    }
  }

  private static Stream<String> rows(Answer threads) {
    return threads
        .json()
        .valueStream()
        .map(
            thread ->
                String.join(
                    "|",
                    thread.path("title").asString(),
                    thread.path("format").asString(),
                    thread.path("issues_remaining").toString()));
  }
}
