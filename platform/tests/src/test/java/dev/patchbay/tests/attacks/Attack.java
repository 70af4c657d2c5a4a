package dev.patchbay.tests.attacks;

import java.io.IOException;

/** One way to wear a server out. */
interface Attack {
    /**
     * Attacks, and says what happened to the attacker.
     *
     * @return what goes on until it is ended; then it checks that the server has ended it
     */
    Held begin() throws IOException;

    /** What an attacker holds. */
    interface Held {
        /** An attack that is over when it has begun. */
        Held NOTHING = () -> {};

        void end() throws IOException;
    }
}
