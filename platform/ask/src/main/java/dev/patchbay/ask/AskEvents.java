package dev.patchbay.ask;

import dev.patchbay.invocation.Pages;

/** Hears what happens to pages, and never what was filled in. Called by I/O threads, so it must not block. */
@FunctionalInterface
public interface AskEvents {
    /** Nobody hears. */
    AskEvents NONE = (what, question, address) -> {
    };

    /** What happens to a page. */
    enum What {
        /** Who called has opened it, and sees the question. */
        OPENED,
        /** It was filled in and sent. */
        ANSWERED,
        /** The user said no. */
        DECLINED,
        /** Somebody opened it who could not show to be who called. */
        REFUSED
    }

    /**
     * Something has happened.
     *
     * @param what what
     * @param question the page's
     * @param address the address of the other end, empty if it has gone
     */
    void happened(What what, Pages.Question question, String address);
}
