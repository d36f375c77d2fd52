package dev.comicpile.query;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The read side: projections of the events, and the reads answered from them. */
@SpringBootApplication
public class QueryServiceApplication {}
