package dev.comicpile.command;

import dev.comicpile.command.pile.OtherProcess;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test of the running command-service over HTTP, on a real PostgreSQL. {@link Readers} has its
 * clients; an access token is simply the reader's id.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=comic-pile,command-service", "comicpile.rate-limits=off"})
@Import({CommandServiceTestConfiguration.class, OtherProcess.class})
public @interface CommandServiceTest {}
