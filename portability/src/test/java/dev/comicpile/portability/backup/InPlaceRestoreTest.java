package dev.comicpile.portability.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One restore at a time. */
class InPlaceRestoreTest {

  private static final Path BACKUP = Path.of("pile.zip");

  private final InPlaceRestore restore =
      new InPlaceRestore(name -> new DatabaseAddress("jdbc:postgresql:" + name, "", ""), "pile");

  @Test
  void aSecondOneIsRefusedUntilTheFirstIsDone() throws InterruptedException {
    assertThat(restore.begin(BACKUP, () -> {})).isTrue();
    assertThat(restore.begin(BACKUP, () -> {})).isFalse();

    Runnable wanted = restore.await();

    assertThat(restore.begin(BACKUP, () -> {})).isFalse();
    wanted.run();
    assertThat(restore.begin(BACKUP, () -> {})).isTrue();
  }

  @Test
  void whyItFailedIsRemembered() throws InterruptedException {
    fail(new StartFailure("The backup failed: no room."));
    assertThat(restore.failure()).contains("The backup failed: no room.");

    fail(new IllegalStateException("broken"));
    assertThat(restore.failure()).contains("The restore failed for a reason that the log tells.");
  }

  private void fail(RuntimeException failure) throws InterruptedException {
    restore.begin(
        BACKUP,
        () -> {
          throw failure;
        });
    restore.await().run();
  }
}
