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
 * What a process that writes can take in. It gives a {@link ReaderAccounts}, a {@link PileIntake}
 * and a {@link PileWrites}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = {ImportReport.class, CsvFile.class, TestDataSurvey.class})
@Import({PileArchive.class, BackupConfiguration.class})
public class ImportConfiguration {}
