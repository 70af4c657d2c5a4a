package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;

/** What an I/O thread brings waits until it has read all that there is; others do not wait. */
class IoTurnTest {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void runsBehindWhatTheIoThreadDoesNow() throws Exception {
        XnioWorker worker = UnmanagedXnio.find().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
        try {
            worker.getIoThread().execute(() -> {
                events.add("first request");
                IoTurn.atEnd(() -> events.add("end of the turn"));
                events.add("second request");
            });
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                order.add(String.valueOf(events.poll(30, TimeUnit.SECONDS)));
            }
            assertThat(order).containsExactly("first request", "second request", "end of the turn");
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void runsAtOnceOnAnyOtherThread() {
        IoTurn.atEnd(() -> events.add("done"));
        assertThat(events).containsExactly("done");
    }
}
