package dev.comicpile.command.account;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The accounts by their keys. */
interface AccountTable extends Repository<Account, Long> {

  Optional<Account> findById(long id);

  Optional<Account> findByUsernameKey(String usernameKey);

  boolean existsById(long id);

  boolean existsByAdminTrue();

  boolean existsByUsernameKey(String usernameKey);

  boolean existsByEmailKey(String emailKey);

  Account saveAndFlush(Account account);
}
