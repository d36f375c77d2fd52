package dev.comicpile.portability;

import dev.comicpile.portability.export.Exports;
import dev.comicpile.portability.format.PileArchive;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a process with views can give out. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = Exports.class)
@Import(PileArchive.class)
public class ExportConfiguration {}
