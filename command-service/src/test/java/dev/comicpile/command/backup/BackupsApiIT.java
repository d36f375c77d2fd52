package dev.comicpile.command.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Backups as an admin sees them, of a service that is not alone on its database. */
@CommandServiceTest
@OnlyInDatabase("an Axon Server is backed up by its own means")
class BackupsApiIT {

  private static final String PATH = "/api/admin/backups";

  @TempDir static Path place;

  @Autowired Readers readers;
  @Autowired MeterRegistry meters;
  Api admin;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    properties.add("comicpile.backup-folder", () -> folder().toString());
    properties.add("comicpile.backup-time", () -> "03:30");
    properties.add("comicpile.backup-keep", () -> "2");
  }

  private static Path folder() {
    return place.resolve("not").resolve("there yet");
  }

  @BeforeEach
  void begin() throws IOException {
    if (Files.isDirectory(folder())) {
      for (Path file : files()) {
        Files.delete(file);
      }
    }
    readers.reader().add("Hellboy", 12);
    admin = readers.admin();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    }
  }

  private JsonNode overview() {
    return admin.get(PATH).expect(200).json();
  }

  private String make() {
    return admin.post(PATH).expect(201).text("name");
  }

  private List<String> names() {
    return overview()
        .path("backups")
        .valueStream()
        .map(backup -> backup.path("name").asString())
        .toList();
  }

  @Test
  void oneThatIsMadeNowHoldsEverythingAndIsListed() {
    JsonNode made = admin.post(PATH).expect(201).json();

    assertThat(made.path("state").asString()).isEqualTo("good");
    assertThat(made.path("events").asLong()).isPositive();
    JsonNode overview = overview();
    assertThat(overview.at("/backups/0")).isEqualTo(made);
    assertThat(overview.path("keep").asInt()).isEqualTo(2);
    assertThat(overview.path("time").asString()).isEqualTo("03:30");
    assertThat(overview.path("next_at").asString()).contains("T");
    assertThat(overview.path("last_failure").isNull()).isTrue();
    assertThat(readers.nobody().get("/health").text("backups")).isEqualTo("up");
  }

  @Test
  void theOldestGoButNotForOneThatIsDamaged() throws IOException {
    String first = make();
    String second = make();
    Files.writeString(folder().resolve(second), "no zip any more");

    String third = make();

    assertThat(names()).containsExactlyInAnyOrder(first, second, third);
    assertThat(overview().path("backups").valueStream())
        .filteredOn(backup -> backup.path("state").asString().equals("damaged"))
        .extracting(backup -> backup.path("name").asString())
        .containsExactly(second);

    String fourth = make();

    // two good ones are kept, and what is older than those is gone
    assertThat(names()).contains(third, fourth).doesNotContain(first);
  }

  @Test
  void aFailureIsSeenEverywhereUntilOneSucceeds() throws IOException {
    String good = make();
    double failures = meters.counter("comicpile.backup.failures").count();
    Path aside = Files.move(folder(), place.resolve("aside"));
    Files.writeString(folder(), "a file where the folder was");

    Answer refused = admin.post(PATH);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.detail()).startsWith("The backup failed: ");
    assertThat(readers.nobody().get("/health").expect(200).text("backups")).isEqualTo("failing");
    assertThat(meters.counter("comicpile.backup.failures").count()).isEqualTo(failures + 1);
    assertThat(overview().at("/last_failure/message").asString()).isEqualTo(refused.detail());

    Files.delete(folder());
    Files.move(aside, folder());
    String next = make();

    assertThat(names()).containsExactlyInAnyOrder(good, next);
    assertThat(readers.nobody().get("/health").text("backups")).isEqualTo("up");
    assertThat(overview().path("last_failure").isNull()).isTrue();
    assertThat(meters.get("comicpile.backup.last.success").gauge().value())
        .isGreaterThan(1_700_000_000);
  }

  @Test
  void aCheckReadsAllOfIt() throws IOException {
    String name = make();
    assertThat(admin.post(PATH + "/" + name + "/check").expect(200).text("state"))
        .isEqualTo("good");
    Path file = folder().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);

    JsonNode checked = admin.post(PATH + "/" + name + "/check").expect(200).json();

    assertThat(checked.path("state").asString()).isEqualTo("damaged");
    assertThat(checked.path("problem").asString()).contains("is not a whole backup");
  }

  @Test
  void whereSeveralProgramsMayServeTheDatabaseTheCommandRestores() {
    String name = make();

    assertThat(overview().path("restorable").asBoolean()).isFalse();
    assertThat(admin.post(PATH + "/" + name + "/restore").problem(400).detail())
        .startsWith("Several programs serve this database");
  }

  @Test
  void onlyAdminsSeeThemAndOnlyWhatIsThere() {
    String name = make();
    for (Api other : List.of(readers.reader(), readers.nobody())) {
      int status = other.id() == 0 ? 401 : 403;
      assertThat(other.get(PATH).status()).isEqualTo(status);
      assertThat(other.post(PATH).status()).isEqualTo(status);
      assertThat(other.post(PATH + "/" + name + "/check").status()).isEqualTo(status);
      assertThat(other.post(PATH + "/" + name + "/restore").status()).isEqualTo(status);
    }
    for (String unknown : List.of("comic-pile-20000101T000000Z-1.zip", "deleted-accounts.txt")) {
      assertThat(admin.post(PATH + "/" + unknown + "/check").status()).isEqualTo(404);
      assertThat(admin.post(PATH + "/" + unknown + "/restore").status()).isEqualTo(404);
    }
  }
}
