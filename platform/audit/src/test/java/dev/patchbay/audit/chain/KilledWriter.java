package dev.patchbay.audit.chain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that records and tells on its standard output what was acknowledged, until it is killed: about a thousand
 * records a second in mode written from four threads, as many as the disk takes in mode synced from two, and ends nobody
 * waits for.
 */
final class KilledWriter {
    private static final int WRITERS = 4;
    private static final int SYNCERS = 2;

    private final FileOutputStream told = new FileOutputStream(FileDescriptor.out);
    private final String run;

    private KilledWriter(String run) {
        this.run = run;
    }

    public static void main(String[] arguments) throws Exception {
        KilledWriter writer = new KilledWriter(arguments[1]);
        long before = System.nanoTime();
        AuditFile file = AuditFile.open(AuditFileSettings.of(Path.of(arguments[0])).withSegmentBytes(256 << 10));
        file.write("ready", line -> line.text("run", writer.run));
        writer.tell("ready " + (System.nanoTime() - before) / 1000);
        for (int t = 0; t < WRITERS; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> writer.keepWriting(file, thread));
        }
        for (int t = 0; t < SYNCERS; t++) {
            int thread = WRITERS + t;
            Thread.ofPlatform().start(() -> writer.keepSyncing(file, thread));
        }
        System.in.read(); // without a parent there is no reason to live
        Runtime.getRuntime().halt(1);
    }

    private void keepWriting(AuditFile file, int thread) {
        for (int n = 1;; n++) {
            int number = n;
            file.write("call", line -> record(line, thread, number));
            tell("done " + thread + " " + n);
            file.append("end", line -> line.text("run", run).number("thread", thread).number("end", number));
            LockSupport.parkNanos(3_000_000);
        }
    }

    private void keepSyncing(AuditFile file, int thread) {
        for (int n = 1;; n++) {
            int number = n;
            file.syncAndWait("call", line -> record(line, thread, number));
            tell("done " + thread + " " + n);
        }
    }

    private void record(LineWriter line, int thread, int number) {
        line.text("run", run).number("thread", thread).number("n", number).text("text", "x".repeat(number % 700));
    }

    /** One write, which a pipe takes whole or not at all. */
    private void tell(String text) {
        try {
            told.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
