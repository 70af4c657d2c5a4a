package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Origin;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers a POST of several requests: with an array of all responses, or, as soon as one of them says something before
 * its answer, with a stream of all messages, one by one. Safe for all threads.
 */
final class BatchReply {
    private final HttpExchange exchange;
    private final PostStream stream;
    private final Origin origin;
    private final boolean mayStream;
    private final List<byte[]> responses = new ArrayList<>();
    private int open;

    /**
     * Begins to collect. On the I/O thread of the exchange.
     *
     * @param requests how many of the messages are requests
     */
    BatchReply(HttpExchange exchange, LegacySession session, Caller caller, CallParts parts, int requests) {
        this.exchange = exchange;
        this.stream = new PostStream(exchange, session, caller, parts);
        this.origin = new Origin("http", exchange.remoteAddress());
        this.mayStream = exchange.acceptsEventStream();
        this.open = requests;
        exchange.answerLater();
    }

    /** Where the answer to one of the requests goes. */
    Reply one() {
        return new One();
    }

    private synchronized boolean openStream() {
        SessionStream opened = stream.ifOpen();
        if (opened == null) {
            opened = stream.open();
            if (opened != null) {
                responses.forEach(opened::send);
                responses.clear();
            }
        }
        return opened != null;
    }

    private synchronized void send(byte[] message) {
        SessionStream opened = stream.ifOpen();
        if (opened != null) {
            opened.send(message);
        }
    }

    private void answered(byte[] response) {
        synchronized (this) {
            SessionStream opened = stream.ifOpen();
            if (opened == null) {
                responses.add(response);
            } else {
                opened.send(response);
            }
        }
        over();
    }

    private void over() {
        byte[] array;
        synchronized (this) {
            if (--open > 0) {
                return;
            }
            SessionStream opened = stream.ifOpen();
            if (opened != null) {
                opened.end();
                return;
            }
            array = array(responses);
        }
        if (array.length == 0) {
            exchange.answer(202);
        } else {
            exchange.answer(200, array);
        }
    }

    private static byte[] array(List<byte[]> messages) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            array.write(array.size() == 0 ? '[' : ',');
            array.writeBytes(message);
        }
        if (array.size() > 0) {
            array.write(']');
        }
        return array.toByteArray();
    }

    private final class One implements Reply {
        @Override
        public Origin origin() {
            return origin;
        }

        @Override
        public boolean mayStream() {
            return mayStream;
        }

        @Override
        public void later() {
            // said once for all
        }

        @Override
        public boolean open() {
            return openStream();
        }

        @Override
        public void send(byte[] message) {
            BatchReply.this.send(message);
        }

        @Override
        public void answer(byte[] response) {
            answered(response);
        }

        @Override
        public void end() {
            over();
        }
    }
}
