/** The HTTP conventions that both services keep, as a Spring Boot auto-configuration. */
@NullMarked
package dev.comicpile.web;

import org.jspecify.annotations.NullMarked;
