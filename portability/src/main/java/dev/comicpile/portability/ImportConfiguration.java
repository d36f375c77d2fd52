package dev.comicpile.portability;

import dev.comicpile.portability.archive.ImportReport;
import dev.comicpile.portability.backup.BackupConfiguration;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.spreadsheet.CsvFile;
import dev.comicpile.portability.testdata.TestDataSurvey;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What a process that writes can take in. It needs {@link ReaderAccounts}, {@link NewIds}, {@link
 * PileWrites} and {@link WrittenOnce}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = {ImportReport.class, CsvFile.class, TestDataSurvey.class})
@Import({PileArchive.class, PileIntake.class, BackupConfiguration.class})
public class ImportConfiguration {}
