package dev.patchbay.stdio;

import dev.patchbay.protocol.rpc.RequestId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of one era that wait for their responses, by id. Safe for all threads. */
final class Running {
    private final Map<Object, Call> calls = new LinkedHashMap<>();

    /** Whether there was none of that id. */
    synchronized boolean begin(RequestId id, Call call) {
        return calls.putIfAbsent(id, call) == null;
    }

    /** A batch, which has no id of its own. */
    synchronized void begin(Call batch) {
        calls.put(batch, batch);
    }

    synchronized void end(Call call) {
        calls.remove(call.id().isPresent() ? call.id().get() : call, call);
    }

    synchronized Optional<Call> remove(RequestId id) {
        Optional<Call> found = Optional.ofNullable(calls.remove(id));
        return found;
    }

    synchronized Optional<Call> find(RequestId id) {
        return Optional.ofNullable(calls.get(id));
    }

    synchronized List<Call> all() {
        return List.copyOf(calls.values());
    }
}
