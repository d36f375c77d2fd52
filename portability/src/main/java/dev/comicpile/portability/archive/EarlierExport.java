package dev.comicpile.portability.archive;

import dev.comicpile.portability.earlier.EarlierReaders;
import dev.comicpile.portability.earlier.EarlierReaders.EarlierReader;
import java.util.List;

/** The export of the earlier Comic Pile, as streams. */
final class EarlierExport implements Archive {

  private final EarlierReaders readers;

  /**
   * An export.
   *
   * @param readers converted
   */
  EarlierExport(EarlierReaders readers) {
    this.readers = readers;
  }

  @Override
  public List<ArchivedReader> readers() {
    return readers.readers().stream().map(EarlierExport::archived).toList();
  }

  @Override
  public void forEach(Work work) {
    for (EarlierReader reader : readers.readers()) {
      work.take(archived(reader), reader.pile().events().iterator());
    }
  }

  private static ArchivedReader archived(EarlierReader reader) {
    return new ArchivedReader(
        reader.username(), reader.registeredAt(), reader.pile().events().size());
  }

  @Override
  public long highestThreadId() {
    return readers.highestThreadId();
  }

  @Override
  public long highestSessionId() {
    return readers.highestSessionId();
  }

  @Override
  public List<String> notCarriedOver() {
    return readers.notCarriedOver();
  }
}
