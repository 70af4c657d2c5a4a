package dev.patchbay.agent;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what is denied and says no. */
final class Guard {
    private static final int WAITING = 1_000;
    private static final int LONGEST = 1_000;
    private static final ConcurrentMap<String, Subject.Denials> DENIALS = new ConcurrentHashMap<>();
    private static final BlockingQueue<String> TOLD = new ArrayBlockingQueue<>(WAITING);

    private Guard() {}

    static Subject.Denials denials(String instance) {
        return DENIALS.computeIfAbsent(instance, name -> new Subject.Denials());
    }

    static String takeDenial() throws InterruptedException {
        return TOLD.take();
    }

    /** Denies what no grant allows. */
    static void deny(Subject subject, String deed) {
        say(subject, deed + " is not allowed to plugins, and no grant allows it");
    }

    /** Denies what a grant would allow. */
    static void deny(Subject subject, String deed, String grant) {
        say(subject, deed + " needs the grant '" + grant + "', which it has not; see 'patchbay plugin show "
                + subject.instance() + "'");
    }

    private static void say(Subject subject, String why) {
        if (Callers.isInitializationOfTheJdk()) {
            return;
        }
        String text = subject.instance() + ": " + (why.length() > LONGEST ? why.substring(0, LONGEST) + "..." : why);
        boolean isInstance = subject.denials() == DENIALS.get(subject.instance()); // not what the self-test tries
        if (subject.denials().add(text) && isInstance) {
            TOLD.offer(text);
        }
        throw new DeniedException(text);
    }
}
