/**
 * The rules of a pile as pure functions: a command is decided against a state and becomes events.
 */
@NullMarked
package dev.comicpile.domain;

import org.jspecify.annotations.NullMarked;
