package dev.patchbay.testkit;

import dev.patchbay.client.ElicitationHandler;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The user of a test: gives the answers that the test has laid out, and keeps the questions. Threads: any. */
final class Script implements ElicitationHandler {
    private final Queue<dev.patchbay.api.input.ElicitResult> answers = new ConcurrentLinkedQueue<>();
    private final PageForms pages = new PageForms();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    void add(dev.patchbay.api.input.ElicitResult answer) {
        answers.add(answer);
    }

    List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public ElicitResult elicit(ElicitRequest request) {
        if (request instanceof ElicitRequest.Url page && pages.isAnswered(page)) {
            return ElicitResult.accept(Map.of()); // asked again before the host had seen the answer
        }
        questions.add(request.message());
        dev.patchbay.api.input.ElicitResult answer = answers.poll();
        if (answer == null) {
            throw new AssertionError("The tool asks the user '" + request.message()
                    + "', and the test has no answer: say client.accept(…) or client.decline() before the call");
        }
        if (request instanceof ElicitRequest.Url page) {
            return pages.answer(page, answer);
        }
        return switch (answer.action()) {
            case ACCEPT -> ElicitResult.accept(answer.content());
            case DECLINE -> ElicitResult.decline();
            case CANCEL -> ElicitResult.cancel();
        };
    }
}
