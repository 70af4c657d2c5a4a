package dev.patchbay.invocation;

import dev.patchbay.api.input.ElicitResult;
import java.util.Optional;

/** A host that has no pages, such as one that is not reached over HTTP. */
final class NoPages implements Pages {
    @Override
    public Asked ask(Question question) {
        return new Asked.Impossible("no_pages", "This needs a question on a page of the host, which has none here.");
    }

    @Override
    public boolean isOpen(String id, Question question) {
        return false;
    }

    @Override
    public Optional<ElicitResult> answer(String id, Question question) {
        return Optional.empty();
    }

    @Override
    public void forget(String id) {
        // there is none
    }
}
