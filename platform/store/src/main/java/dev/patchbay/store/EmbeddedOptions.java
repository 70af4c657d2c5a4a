package dev.patchbay.store;

/** The options that an embedded H2 is opened with. */
final class EmbeddedOptions {
    /** For a database in memory. No trace file and no trace on the console: both would hold values. */
    static final String MEMORY = "DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;LOCK_TIMEOUT=10000";
    /**
     * For a database in a file. Without WRITE_DELAY=0 a commit is answered up to half a second before it is in the file,
     * and a kill loses it.
     */
    static final String FILE = "WRITE_DELAY=0;" + MEMORY;

    /**
     * How its file is read and written. The usual way, "file:", closes the whole database for everybody when one thread is
     * interrupted while it reads or writes.
     */
    static final String FILES = "jdbc:h2:async:";

    /** Run after each commit: the file has it already, and with this the disk too, should the machine lose its power. */
    static final String SYNC = "CHECKPOINT SYNC";

    private EmbeddedOptions() {}
}
