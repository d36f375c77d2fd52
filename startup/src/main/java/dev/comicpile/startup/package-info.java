/**
 * Starting a program: its arguments, what it waits for, and how it says in one sentence why it
 * cannot start.
 */
@NullMarked
package dev.comicpile.startup;

import org.jspecify.annotations.NullMarked;
