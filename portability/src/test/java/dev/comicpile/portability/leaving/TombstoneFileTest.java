package dev.comicpile.portability.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts that were deleted, in a file that outlives the database. */
class TombstoneFileTest {

  private static final Tombstone ADA =
      new Tombstone(
          UUID.fromString("11111111-2222-3333-4444-555555555555"),
          Instant.parse("2026-01-31T12:00:00Z"));
  private static final Tombstone BOB =
      new Tombstone(
          UUID.fromString("66666666-7777-8888-9999-aaaaaaaaaaaa"),
          Instant.parse("2026-02-28T12:00:00Z"));

  @TempDir Path place;

  @Test
  void eachIsThereOnceHoweverOftenItIsAdded() throws IOException {
    TombstoneFile file = new TombstoneFile(place.resolve(TombstoneFile.NAME));
    assertThat(file.read()).isEmpty();

    file.add(List.of(ADA));
    file.add(List.of(ADA, BOB));

    assertThat(file.read()).containsExactly(ADA, BOB);
    assertThat(place.resolve(TombstoneFile.NAME))
        .hasContent(
            """
            11111111-2222-3333-4444-555555555555 2026-01-31T12:00:00Z
            66666666-7777-8888-9999-aaaaaaaaaaaa 2026-02-28T12:00:00Z
            """);
  }

  @Test
  void aLineThatWasCutShortTakesNoOtherWithIt() throws IOException {
    Path path = place.resolve(TombstoneFile.NAME);
    Files.writeString(path, "11111111-2222-3333-4444-555555555555 2026-01-3");
    TombstoneFile file = new TombstoneFile(path);

    file.add(List.of(BOB));

    assertThat(file.read()).containsExactly(BOB);
  }
}
