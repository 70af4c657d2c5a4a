package dev.patchbay.stdio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes messages to the pipe, each a whole line. Whoever sends waits until its line is written, so a client that does
 * not read holds up its senders and nothing piles up. Safe for all threads; the writing is done by one of its own, so
 * that a full pipe never holds a thread that virtual threads share.
 */
final class Output implements AutoCloseable {
    private final OutputStream out;
    private final Runnable whenBroken;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ExecutorService writer = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("patchbay-stdout").factory());

    Output(OutputStream out, Runnable whenBroken) {
        this.out = out;
        this.whenBroken = whenBroken;
    }

    /** Writes a message. Line ends in it, which JSON has only between values, become spaces. */
    void send(byte[] message) {
        byte[] line = new byte[message.length + 1];
        for (int i = 0; i < message.length; i++) {
            byte b = message[i];
            line[i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        line[message.length] = '\n';
        turn.lock();
        try {
            write(line);
        } finally {
            turn.unlock();
        }
    }

    private void write(byte[] line) {
        try {
            Future<?> written = writer.submit(() -> {
                out.write(line);
                out.flush();
                return null;
            });
            written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                whenBroken.run();
            } else {
                throw new IllegalStateException(e);
            }
        } catch (RejectedExecutionException | CancellationException e) {
            whenBroken.run(); // closed: nobody reads any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
