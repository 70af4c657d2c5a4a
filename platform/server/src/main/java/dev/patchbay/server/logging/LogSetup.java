package dev.patchbay.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.patchbay.catalog.HandedSecrets;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets up where log lines go. Called by commands before anything else starts. */
public final class LogSetup {
    /** What comes before the name of an instance in the names of loggers. */
    static final String PLUGIN_PREFIX = "plugin.";
    /** The file in the folder of logs. */
    public static final String FILE = "patchbay.log";

    private static final List<String> CHATTY = List.of("com.zaxxer.hikari", "org.flywaydb", "io.undertow", "org.xnio",
            "org.jboss", "org.pf4j",
            "com.networknt", "jdk", "java", "javax", "sun");
    private static final String SECRETS = "dev.patchbay.secrets";
    private static final int MAX_SECRETS = 256;
    private static final String FILE_SIZE = "50MB";
    private static final String ALL_FILES_SIZE = "1GB";
    private static final int DAYS = 30;

    private LogSetup() {}

    /**
     * Dev mode: readable lines on the standard error; what plugins say, and of our own only what somebody must know.
     *
     * @param level the least severity, such as {@code info}
     */
    public static void console(String level) {
        LoggerContext context = fresh();
        Level least = Level.toLevel(level);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console(context));
        levels(context, least);
        if (least.isGreaterOrEqual(Level.INFO)) {
            context.getLogger("dev.patchbay").setLevel(Level.WARN);
        }
    }

    /**
     * Serve mode: one JSON object a line in the folder of logs, kept 30 days and 1 GB at most, and readable lines on the
     * standard error.
     *
     * @param level the least severity, such as {@code info}
     * @param folder the folder
     */
    public static void file(String level, Path folder) {
        LoggerContext context = fresh();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console(context));
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(jsonFile(context, folder));
        levels(context, Level.toLevel(level));
    }

    /** Writes what is still on its way and closes the files. */
    public static void stop() {
        quiet(fresh());
    }

    static void quiet(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console(context));
        levels(context, Level.WARN);
    }

    private static LoggerContext fresh() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        HandedSecrets secrets = secrets(context);
        context.reset();
        context.putObject(SECRETS, secrets);
        return context;
    }

    /**
     * Returns the secrets that no line of the log shows. What is added is not shown from then on.
     *
     * @return those of this process; none if it logs elsewhere
     */
    public static HandedSecrets secrets() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? secrets(context)
                : HandedSecrets.NONE;
    }

    private static HandedSecrets secrets(LoggerContext context) {
        synchronized (LogSetup.class) {
            if (context.getObject(SECRETS) instanceof HandedSecrets known) {
                return known;
            }
            HandedSecrets none = new HandedSecrets(MAX_SECRETS);
            context.putObject(SECRETS, none);
            return none;
        }
    }

    /** Keeps the secrets out of what plugins print past the log, from now on. For a process that serves. */
    public static void guardStreams() {
        HandedSecrets secrets = secrets();
        System.setErr(new PrintStream(new SecretlessStream(System.err, secrets), true, System.err.charset()));
        System.setOut(new PrintStream(new SecretlessStream(System.out, secrets), true, System.out.charset()));
    }

    private static void levels(LoggerContext context, Level least) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(least);
        Level quiet = least.isGreaterOrEqual(Level.WARN) ? least : Level.WARN;
        CHATTY.forEach(name -> context.getLogger(name).setLevel(quiet));
        // It warns of every keyword that JSON Schema does not know, such as x-mcp-header, which MCP does.
        context.getLogger("com.networknt.schema.keyword").setLevel(Level.ERROR);
    }

    private static Appender<ILoggingEvent> console(LoggerContext context) {
        ConsoleLayout layout = new ConsoleLayout(secrets(context));
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("console");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> jsonFile(LoggerContext context, Path folder) {
        JsonEncoder encoder = new SecretlessEncoder(secrets(context));
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("patchbay.%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
        policy.setTotalSizeCap(FileSize.valueOf(ALL_FILES_SIZE));
        policy.setMaxHistory(DAYS);
        policy.start();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(folder.resolve(FILE).toString());
        appender.setEncoder(encoder);
        appender.setRollingPolicy(policy);
        appender.start();
        return appender;
    }
}
