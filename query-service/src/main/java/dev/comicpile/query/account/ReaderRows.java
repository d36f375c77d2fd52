package dev.comicpile.query.account;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The readers that have registered. */
interface ReaderRows extends Repository<ReaderRow, Long> {

  /** Adds a reader, or sets the same again. */
  ReaderRow save(ReaderRow row);

  Optional<ReaderRow> findById(long id);
}
