/**
 * How the program gets a JVM that suits a home server from a plain {@code java -jar}: options, an
 * unpacked copy of itself and an AOT cache.
 */
@NullMarked
package dev.comicpile.standalone.launch;

import org.jspecify.annotations.NullMarked;
