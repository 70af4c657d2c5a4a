package dev.patchbay.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Whose code it is: an instance of a plugin, its rules of now, and what it was denied. Knows no class loader. */
final class Subject {
    private static final int REMEMBERED = 20;
    /** How many texts are told within a while: a plugin that finds ever new ones shall not fill the log. */
    private static final int TOLD = 20;
    private static final long WHILE_NANOS = 10_000_000_000L;

    private final String instance;
    private final Denials denials;
    private volatile Rules rules;

    Subject(String instance, Rules rules, Denials denials) {
        this.instance = instance;
        this.rules = rules;
        this.denials = denials;
    }

    String instance() {
        return instance;
    }

    Rules rules() {
        return rules;
    }

    void rules(Rules given) {
        rules = given;
    }

    Denials denials() {
        return denials;
    }

    /** What was denied to an instance, over all its generations. */
    static final class Denials {
        private final AtomicLong count = new AtomicLong();
        private final ArrayDeque<String> last = new ArrayDeque<>();
        private long since = System.nanoTime();
        private int told;

        /** Counts a denial; returns whether to tell of it: its text is new among the last ones, and they are not too many. */
        boolean add(String text) {
            count.incrementAndGet();
            synchronized (last) {
                if (last.contains(text)) {
                    return false;
                }
                if (last.size() == REMEMBERED) {
                    last.removeFirst();
                }
                last.addLast(text);
                long now = System.nanoTime();
                if (now - since > WHILE_NANOS) {
                    since = now;
                    told = 0;
                }
                return ++told <= TOLD;
            }
        }

        AgentRules.Denied report() {
            List<String> texts;
            synchronized (last) {
                texts = new ArrayList<>(last);
            }
            return new AgentRules.Denied(count.get(), texts);
        }
    }
}
