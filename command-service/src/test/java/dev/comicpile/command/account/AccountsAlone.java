package dev.comicpile.command.account;

import dev.comicpile.command.pile.IdempotencyStore;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/**
 * The command-service without piles, but for what writes were answered. Not annotated as a
 * component, so that no other test finds it.
 */
@EnableAutoConfiguration
@ComponentScan
@Import(IdempotencyStore.class)
class AccountsAlone {}
