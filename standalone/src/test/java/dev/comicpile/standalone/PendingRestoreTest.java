package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One restore at a time. */
class PendingRestoreTest {

  private static final Path BACKUP = Path.of("pile.zip");

  @Test
  void aSecondOneIsRefusedUntilTheFirstIsDone() throws InterruptedException {
    PendingRestore restore = new PendingRestore();
    assertThat(restore.begin(BACKUP, () -> {})).isTrue();
    assertThat(restore.begin(BACKUP, () -> {})).isFalse();

    assertThat(restore.await().backup()).isEqualTo(BACKUP);

    assertThat(restore.begin(BACKUP, () -> {})).isFalse();
    restore.failed("The restore failed.");
    assertThat(restore.begin(BACKUP, () -> {})).isTrue();
    restore.done();
    assertThat(restore.begin(BACKUP, () -> {})).isTrue();
    assertThat(restore.failure()).isEmpty();
  }
}
