package dev.comicpile.command.account;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The command-service without piles. Not annotated as a component, so that no other test finds it.
 */
@EnableAutoConfiguration
@ComponentScan
class AccountsAlone {}
