package dev.patchbay.server.command;

/** What the process ends with. */
final class ExitCode {
    /** It worked. */
    static final int DONE = 0;
    /** It did not work: a tool failed, a server does not start, the doctor found something. */
    static final int FAILED = 1;
    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;
    /** No server answers at the URL. */
    static final int NO_SERVER = 3;

    private ExitCode() {}
}
